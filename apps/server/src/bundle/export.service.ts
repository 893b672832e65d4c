import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  BUNDLE_FORMAT,
  BUNDLE_EVENTS_MAX,
  BUNDLE_MEMBER,
  type Manifest,
  type MemberDigest,
} from '@autolog/bundle/format';
import type { BatchEvent, ExportedBundle } from '@autolog/domain/batch/event';
import type { ExportReply } from '@autolog/contract/export';
import type { BatchId, Digest } from '@autolog/domain/brand';
import type { By } from '@autolog/domain/by';
import { refusal } from '@autolog/domain/refusal';
import type { Database } from '@autolog/store/database';
import { streamOf } from '@autolog/domain/stream/stream';
import { readBatchEvents, type CanonicalEvent } from '@autolog/store/export-events';
import { GAPS_HEADER, readGapLines } from '@autolog/store/export-readings';
import { bindingsOfBatch, type DeviceBinding } from '@autolog/store/reading-queries';
import { BatchService } from '../batch/batch.service.js';
import type { Config } from '../config/config.js';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { CONFIG } from '../config/config-token.js';
import { CheckpointSigner } from '../record/checkpoint-signer.js';
import { Records } from '../record/records.js';
import { BundleWriter, BundleTooLarge } from '@autolog/bundle/write/bundle-writer';
import { ExportFiles } from './export-files.js';
import { bundleKeysOf, bundleProofOf } from './bundle-proof.js';
import { readme, type BundleDescription } from '@autolog/bundle/write/readme';
import { writeReadingMembers } from './reading-members.js';
import { linesAsBytes, memberDigestOf, BatchEventLines } from './batch-event-lines.js';

/** How long one waits while another's record is being exported, before being told to come back. */
const WAIT_MS_MAX = 20_000;
const WAIT_POLL_MS = 100;
const WAITING_MAX = 8;
const NO_SPACE = 'ENOSPC';

type ExportReference = Readonly<{ export: string }>;

/**
 * The record of a batch as one file. First everything that does not depend on the event that will say so is written;
 * then that event is appended, quoting it all; then its leaf, a checkpoint over it and the proof close the file.
 */
@Injectable()
export class ExportService {
  readonly #files: ExportFiles;
  readonly #running = new Map<string, Promise<ExportReply>>();
  #isBusy = false;
  #waiting = 0;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Records) private readonly records: Records,
    @Inject(CheckpointSigner) private readonly signer: CheckpointSigner,
    @Inject(BatchService) private readonly batches: BatchService,
  ) {
    this.#files = new ExportFiles(config.dataDir);
  }

  /** The same command sent again while the first is at work waits for the same copy (INV-2). */
  async export(incoming: IncomingCommand, batch: BatchId, by: By): Promise<ExportReply> {
    const key = `${incoming.id} ${batch} ${actorStreamOf(by)}`;
    const running = this.#running.get(key);
    if (running) return running;
    const exporting = this.#oneAtATime(() => this.#export(incoming, batch, by));
    this.#running.set(key, exporting);
    try {
      return await exporting;
    } finally {
      this.#running.delete(key);
    }
  }

  /** Where the file of an export lies, and what it is called outside; refused once it is no longer kept. */
  async find(batch: BatchId, exportId: string): Promise<Readonly<{ path: string; fileName: string }>> {
    const [row] = await this.records.database.query<{ number: string }>(
      `select b.number from batch b join event e on e.stream = 'batch/' || b.id
        where b.id = $1 and e.type = 'BatchExported' and e.payload ->> 'export' = $2`,
      [batch, exportId],
    );
    if (!row) throw new RefusalError(refusal('NOT_FOUND', { what: 'export' }));
    return { path: this.#files.pathOf(batch, exportId), fileName: fileNameOf(row.number) };
  }

  async #export(incoming: IncomingCommand, batch: BatchId, by: By): Promise<ExportReply> {
    const before = await this.records.previousResult<ExportReply>(incoming, by);
    if (before && 'refused' in before) throw new RefusalError(before.refused);
    if (before) return before.reply;
    const exportId = randomUUID();
    const path = this.#files.pathOf(batch, exportId);
    const part = `${path}.part`;
    try {
      await this.#files.deleteExpired();
      const file = await BundleWriter.create(part);
      try {
        const reply = await this.#write(file, incoming, batch, { export: exportId }, by);
        await file.finish();
        await rename(part, path);
        return reply;
      } finally {
        await file.close();
      }
    } catch (error) {
      await rm(part, { force: true });
      if (error instanceof BundleTooLarge) throw new RefusalError(refusal('EXPORT_TOO_LARGE'));
      if ((error as { code?: unknown }).code === NO_SPACE) throw new RefusalError(refusal('EXPORT_NO_SPACE'));
      throw error;
    }
  }

  async #write(
    file: BundleWriter,
    incoming: IncomingCommand,
    batch: BatchId,
    reference: ExportReference,
    by: By,
  ): Promise<ExportReply> {
    const { database } = this.records;
    const lines = new BatchEventLines(database, batch, actorStreamOf(by));
    await lines.readNew();
    const about = await this.#describe(lines, batch, reference);
    const fixed = await this.#writeFixedMembers(file, lines, about);
    let last: FinalMembers | undefined;
    const reply = await this.batches.recordExport(incoming, batch, by, {
      // Under the lock of the batch: nothing can happen to it between what is quoted here and the event that quotes it.
      read: async () => {
        await lines.readNew();
        last = await finalMembersOf(lines, fixed, about);
        return last.exported;
      },
      reply: (position) => exportReplyOf(batch, reference, about.batch.number, position),
    });
    // The same command by way of another process was faster: its copy is the one that was answered for.
    if (reply.export !== reference.export || !last) return reply;
    await file.put(BUNDLE_MEMBER.texts, last.texts);
    await file.put(BUNDLE_MEMBER.manifest, last.manifest);
    const events = [...last.events, ...(await readBatchEvents(database, reply.stream, reply.position - 1)).slice(0, 1)];
    await file.put(BUNDLE_MEMBER.events, linesAsBytes(events));
    const { proof, note } = await bundleProofOf(database, this.signer, events);
    await file.put(BUNDLE_MEMBER.proof, asJson(proof));
    await file.put(BUNDLE_MEMBER.checkpoint, utf8(note));
    return reply;
  }

  /** Everything that is complete before the export is on record. */
  async #writeFixedMembers(
    file: BundleWriter,
    lines: BatchEventLines,
    about: BundleDescription,
  ): Promise<FixedMembers> {
    const { database, log, site, content } = this.records;
    const now = await log.now();
    const bindings = await bindingsWithCode(database, about.batch.id);
    const members = [await file.put(BUNDLE_MEMBER.readme, utf8(readme(about)))];
    const yaml = lines.payloadOf<{ yaml: string }>('RecipeImported')?.yaml ?? '';
    for (const [name, digest] of [
      [BUNDLE_MEMBER.recipeYaml, yaml],
      [BUNDLE_MEMBER.recipe, about.recipe.hash],
    ] as const) {
      const bytes = await content.get(digest);
      if (!bytes) throw new Error(`${name} of batch ${about.batch.number} is missing`);
      members.push(await file.put(name, bytes));
    }
    const { members: files, readings } = await writeReadingMembers(database, file, bindings, { now, zone: site.zone });
    const gaps = await readGapLines(database, bindings, now);
    members.push(
      ...files,
      await file.put(BUNDLE_MEMBER.gaps, utf8(`${GAPS_HEADER}${gaps.map((line) => `${line}\n`).join('')}`)),
    );
    members.push(await file.put(BUNDLE_MEMBER.keys, asJson(bundleKeysOf(this.signer, lines))));
    return { members, readings, gaps: gaps.length };
  }

  async #describe(lines: BatchEventLines, batch: BatchId, reference: ExportReference): Promise<BundleDescription> {
    const { site, software, log } = this.records;
    const created = lines.payloadOf<EventOfType<'BatchCreated'>>('BatchCreated');
    if (!created) throw new RefusalError(refusal('NOT_FOUND', { what: 'batch' }));
    const hash = lines.payloadOf<EventOfType<'BatchStarted'>>('BatchStarted')?.recipeHash ?? created.recipeHash;
    const recipe = lines.payloadOf<{ code: string; version: string }>('RecipeImported');
    const { number, coi, orderNumber, simulated } = created;
    return {
      format: BUNDLE_FORMAT,
      export: reference.export,
      batch: { id: batch, number, coi, orderNumber, simulated },
      recipe: { code: recipe?.code ?? '', version: recipe?.version ?? '', hash },
      site: { name: site.name, origin: this.signer.origin, zone: site.zone, profile: site.profile },
      software,
      createdAt: await log.now(),
    };
  }

  /** One at a time in this process: a bundle of twelve days keeps a core and a connection busy for many seconds. */
  async #oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
    const until = performance.now() + WAIT_MS_MAX;
    if (this.#isBusy && this.#waiting >= WAITING_MAX) throw new RefusalError(refusal('EXPORT_BUSY'));
    this.#waiting += 1;
    try {
      while (this.#isBusy) {
        if (performance.now() > until) throw new RefusalError(refusal('EXPORT_BUSY'));
        await new Promise((resolve) => setTimeout(resolve, WAIT_POLL_MS));
      }
    } finally {
      this.#waiting -= 1;
    }
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#isBusy = false;
    }
  }
}

type EventOfType<Type extends BatchEvent['type']> = Extract<BatchEvent, { type: Type }>;
type FixedMembers = Readonly<{ members: readonly MemberDigest[]; readings: Manifest['readings']; gaps: number }>;
type FinalMembers = Readonly<{
  exported: ExportedBundle;
  texts: Uint8Array;
  manifest: Uint8Array;
  events: readonly CanonicalEvent[];
}>;

/** What moves with the batch: its events and texts, and the manifest that names them. */
async function finalMembersOf(
  lines: BatchEventLines,
  fixed: FixedMembers,
  about: BundleDescription,
): Promise<FinalMembers> {
  const events = lines.all;
  if (events.length > BUNDLE_EVENTS_MAX) throw new BundleTooLarge();
  const texts = await lines.freeTexts();
  const members = [...fixed.members, memberDigestOf(BUNDLE_MEMBER.texts, texts.bytes)];
  const manifest = asJson({ ...about, members, readings: fixed.readings } satisfies Manifest);
  const quoted = [
    ...members,
    memberDigestOf(BUNDLE_MEMBER.manifest, manifest),
    memberDigestOf(BUNDLE_MEMBER.events, linesAsBytes(events)),
  ];
  const exported = {
    export: about.export,
    format: about.format,
    members: quoted.map(({ sha256, ...member }) => ({ ...member, sha256: sha256 as Digest })),
    events: events.length,
    texts: texts.count,
    readings: fixed.readings.reduce((sum, { rows }) => sum + rows, 0),
    gaps: fixed.gaps,
  };
  return { exported, texts: texts.bytes, manifest, events };
}

async function bindingsWithCode(
  database: Database,
  batch: string,
): Promise<readonly (DeviceBinding & { code: string })[]> {
  const bindings = await bindingsOfBatch(database, batch);
  const rows = await database.query<{ id: string; code: string }>(
    'select id, code from equipment where id = any($1::uuid[])',
    [bindings.map(({ device }) => device)],
  );
  const codes = new Map(rows.map(({ id, code }) => [id, code]));
  return bindings.map((binding) => ({ ...binding, code: codes.get(binding.device) ?? '' }));
}

const actorStreamOf = (by: By): string => (by.kind === 'person' ? streamOf('person', by.person) : `system/${by.part}`);
const fileNameOf = (number: string): string => `${number.replaceAll(/[^\w-]/g, '_')}.autolog.zip`;
const exportReplyOf = (batch: BatchId, reference: ExportReference, number: string, position: number): ExportReply => ({
  stream: streamOf('batch', batch),
  position,
  export: reference.export,
  path: `/api/batches/${batch}/exports/${reference.export}`,
  fileName: fileNameOf(number),
});
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const asJson = (value: unknown): Uint8Array => utf8(`${JSON.stringify(value, undefined, 1)}\n`);
