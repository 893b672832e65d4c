import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { BatchCommand } from '@autolog/domain/batch/command';
import { decideBatch } from '@autolog/domain/batch/decide/decide-batch';
import type { BatchEvent, ExportedBundle } from '@autolog/domain/batch/event';
import { contentToSign } from '@autolog/domain/batch/signing/content-to-sign';
import type { SigningContent } from '@autolog/domain/batch/signing/signing-content';
import type { BatchFacts } from '@autolog/domain/batch/facts';
import type { Batch } from '@autolog/domain/batch/state/batch';
import type { BatchId, CommandId, Instant } from '@autolog/domain/brand';
import type { By, PersonBy } from '@autolog/domain/by';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import type { Permission } from '@autolog/domain/role';
import type { Meaning } from '@autolog/domain/signature';
import { STEP_KIND_RULES } from '@autolog/domain/step-kind/step-kinds';
import { BatchStore } from '@autolog/store/batch';
import { streamOf } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import { Transactions } from '@autolog/store/transactions';
import { RefusalError } from '../http/refusal-error.js';
import type { IncomingCommand, PersonCommand } from '../http/caller.js';
import { CommandExecution, replyOf, type CommandResult } from '../record/command-execution.js';
import { FreeTexts } from '../record/free-texts.js';
import { Installation } from '../record/installation.js';
import { isRefusal, SignatureService, type AuthenticatedSigner } from '../signature/signature.service.js';
import type { BatchCommandRequest } from './batch-command-request.js';
import { BatchStates } from './batch-states.js';
import { FactsReader } from './facts-reader.js';
import { StaleView } from './stale-view.js';
import { resourceAppends, resourceStreams } from './resources.js';

/** What the command table says of signing this command. */
export type SigningRule = Readonly<{ meaning?: Meaning; permission: Permission }>;

const NUMBER_DIGITS = 4;

/** Every change of a batch: one command, one transaction, one append. */
@Injectable()
export class BatchService {
  constructor(
    @Inject(CommandExecution) private readonly commands: CommandExecution,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Log) private readonly log: Log,
    @Inject(BatchStates) private readonly states: BatchStates,
    @Inject(BatchStore) private readonly batches: BatchStore,
    @Inject(FreeTexts) private readonly freeTexts: FreeTexts,
    @Inject(FactsReader) private readonly facts: FactsReader,
    @Inject(SignatureService) private readonly signatures: SignatureService,
    @Inject(StaleView) private readonly staleView: StaleView,
    @Inject(Installation) private readonly installation: Installation,
  ) {}

  async create(
    incoming: IncomingCommand,
    command: Omit<CommandOfType<'CreateBatch'>, 'number'>,
    by: PersonBy,
  ): Promise<CommandReply> {
    return this.commands.executeOnce(incoming, by, async () => {
      const batch = randomUUID() as BatchId;
      await this.log.createStream(streamOf('batch', batch));
      const number = await this.#nextNumber();
      return this.#decide(batch, { ...command, number }, by, { id: incoming.id });
    });
  }

  /** A command of a person. The password is proven first, outside the transaction; its signature is bound inside. */
  async execute(
    incoming: PersonCommand,
    batch: BatchId,
    request: BatchCommandRequest,
    rule: SigningRule,
  ): Promise<CommandReply> {
    const { by, address } = incoming;
    const { signature: proof } = request;
    // A repeated command is answered before its password is hashed. An unsigned one is looked up in the transaction.
    const before = proof && (await this.commands.previousResult<CommandReply>(incoming, by));
    if (before) return replyOf(before);
    const signer = proof && (await this.signatures.authenticateSigner(proof, address));
    // TOO_MANY_ATTEMPTS is not recorded: no password was checked, and a script could otherwise fill the record.
    if (signer && isRefusal(signer) && signer.refused === 'TOO_MANY_ATTEMPTS') throw new RefusalError(signer);
    if (signer && isRefusal(signer))
      return replyOf(await this.#recordFailedSignature(incoming, batch, request, signer));
    return this.commands.executeOnce(incoming, by, async () => {
      const stream = streamOf('batch', batch);
      // A certificate rests on the events themselves, never on a snapshot or a state that was read before (INV-11).
      const isCertificate = request.command.type === 'CertifyBatch';
      const locked = isCertificate ? await this.states.lockReplayed(stream) : await this.states.lock(stream);
      const stale = await this.staleView.refusalOf(batch, locked.seq, request, by);
      if (stale) return { refused: stale };
      await this.freeTexts.store(request.texts ?? []);
      const command = await this.#withSignature({ batch, state: locked.state, incoming, signer }, request, rule);
      if ('refused' in command) return { refused: command };
      return this.#decide(batch, command, by, { id: incoming.id, locked });
    });
  }

  /** Records an export. `read` lists the content of the bundle while the batch is locked. */
  recordExport<Reply>(
    incoming: IncomingCommand,
    batch: BatchId,
    by: By,
    { read, reply }: Readonly<{ read: () => Promise<ExportedBundle>; reply: (position: number) => Reply }>,
  ): Promise<Reply> {
    return this.commands.executeOnce<Reply>(incoming, by, async () => {
      const locked = await this.states.lock(streamOf('batch', batch));
      const command = { type: 'ExportBatch', exported: await read() } as const;
      const answer = await this.#decide(batch, command, by, { id: incoming.id, locked });
      return 'refused' in answer ? answer : { reply: reply(answer.reply.position) };
    });
  }

  /** What an unattended part does, inside the caller's transaction: fire a timer, report what a device said. */
  async executeForSystem(batch: BatchId, command: CommandOfType<'FireTimer' | 'ReportDevice'>, by: By): Promise<void> {
    await this.transactions.run(() => this.#decide(batch, command, by));
  }

  /**
   * A wrong label is recorded when it is read, whether or not the step is signed afterwards: closing the dialog must not
   * undo that another patient's label was in this room (INV-8).
   */
  async recordIdentityMismatch(batch: BatchId, { command }: BatchCommandRequest, by: PersonBy): Promise<void> {
    if (command.type !== 'PerformStep' || !STEP_KIND_RULES[command.answer.kind].identifies) return;
    const refused = await this.transactions.run(async () => {
      const stream = streamOf('batch', batch);
      const { state, seq } = await this.states.lock(stream);
      const facts = await this.facts.read(batch, state, command, by);
      if (!facts) return undefined;
      const now = await this.log.now();
      const { append, answer } = decideBatch(state, command, facts, now);
      if (!answer.refused || append.length === 0) return undefined;
      await this.log.append([{ stream, after: seq, events: append }], { by: inRoomOf(by, state, append), now });
      return answer;
    });
    if (refused) throw new RefusalError(refused);
  }

  /** What would be signed if this command were given now; read without locks, for it is only shown. */
  async signingContent(
    batch: BatchId,
    { command }: BatchCommandRequest,
    meaning: Meaning,
    by: PersonBy,
  ): Promise<SigningContent> {
    const { state } = await this.states.load(streamOf('batch', batch));
    const read = state && (await this.transactions.run(() => this.#factsNow(batch, state, command, by)));
    if (!state || !read) throw new RefusalError(refusal('NOT_FOUND', { what: 'batch' }));
    return contentToSign({ state, ...read, language: by.language }, command, meaning);
  }

  async #factsNow(
    batch: BatchId,
    state: Batch,
    command: BatchCommand,
    by: PersonBy,
  ): Promise<Readonly<{ facts: BatchFacts; now: Instant }> | undefined> {
    const facts = await this.facts.read(batch, state, command, by);
    return facts && { facts, now: await this.log.now() };
  }

  async #withSignature(
    { batch, state, incoming, signer }: SignatureContext,
    { command }: BatchCommandRequest,
    { meaning, permission }: SigningRule,
  ): Promise<BatchCommand | Refusal> {
    if (!signer || !meaning) return command;
    const { by, path } = incoming;
    const { language } = by;
    const read = state && (await this.#factsNow(batch, state, command, by));
    if (!read) return refusal('NOT_FOUND', { what: 'batch' });
    const { now } = read;
    const content = contentToSign({ state, ...read, language }, command, meaning);
    const signature = await this.signatures.sign(signer, { meaning, permission, path, content, language, now });
    if (isRefusal(signature)) return signature;
    const signed = { ...command, signature };
    return signed;
  }

  async #decide(
    batch: BatchId,
    command: BatchCommand,
    by: By,
    { id, locked }: Readonly<{ id?: CommandId; locked?: LockedBatch }> = {},
  ): Promise<CommandResult<CommandReply>> {
    const stream = streamOf('batch', batch);
    // No other transaction can append while the head is locked: what was loaded under the lock is not loaded again.
    const { state, seq } = locked ?? (await this.states.lock(stream));
    const resources = state ? resourceStreams(state, command) : [];
    const heads = resources.length > 0 ? await this.log.lock(resources) : new Map<string, number>();
    const facts = await this.facts.read(batch, state, command, by);
    if (!facts) return { refused: refusal('NOT_FOUND', { what: 'batch' }) };
    const now = await this.log.now();
    const { append, answer } = decideBatch(state, command, facts, now);
    const context = { by: inRoomOf(by, state, append), now, ...(id && { command: id }) };
    await this.log.append([{ stream, after: seq, events: append }, ...resourceAppends(batch, append, heads)], context);
    if (answer.refused) return { refused: answer };
    return { reply: { stream, position: seq + append.length } };
  }

  /** A signature that failed stays on record; the command itself was never tried. */
  async #recordFailedSignature(
    incoming: PersonCommand,
    batch: BatchId,
    { view }: BatchCommandRequest,
    refused: Refusal,
  ): Promise<CommandResult<CommandReply>> {
    const stream = streamOf('batch', batch);
    await this.transactions.run(async () => {
      const { state, seq } = await this.states.lock(stream);
      if (seq === 0) return;
      const now = await this.log.now();
      const step = view && { step: view.step };
      const event = { type: 'AttemptRefused', v: 1, ...step, code: refused.refused, facts: refused.facts } as const;
      const by = inRoomOf(incoming.by, state, [event]);
      await this.log.append([{ stream, after: seq, events: [event] }], { by, now, command: incoming.id });
    });
    return { refused };
  }

  async #nextNumber(): Promise<string> {
    const { year, serial } = await this.batches.nextNumber(this.installation.site.zone);
    return `B-${year}-${serial.padStart(NUMBER_DIGITS, '0')}`;
  }
}

type SignatureContext = Readonly<{
  batch: BatchId;
  state: Batch | undefined;
  incoming: PersonCommand;
  signer: AuthenticatedSigner | undefined;
}>;
type LockedBatch = Readonly<{ state: Batch | undefined; seq: number }>;
type CommandOfType<Type extends BatchCommand['type']> = Extract<BatchCommand, { type: Type }>;

/** A person acts in the room of the batch, from the event that takes the room to the one that gives it back. */
function inRoomOf(by: By, state: Batch | undefined, append: readonly BatchEvent[]): By {
  if (by.kind !== 'person') return by;
  const started = append.find((event) => event.type === 'BatchStarted');
  const room = started?.room ?? (state?.status === 'in_process' ? state.room?.id : undefined);
  return room === undefined ? by : { ...by, room };
}
