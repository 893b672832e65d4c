import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  BUNDLE_FORMAT,
  EVENTS_MAX,
  MEMBER,
  type ExportReply,
  type Manifest,
  type MemberDigest,
} from '@autolog/contract/bundle';
import type { BatchEvent, Exported } from '@autolog/domain/batch/event';
import type { BatchId, Digest } from '@autolog/domain/brand';
import type { By } from '@autolog/domain/by';
import { refusal } from '@autolog/domain/refusal';
import type { Database } from '@autolog/store/database';
import { streamOf } from '@autolog/store/event';
import { batchLines, type Line } from '@autolog/store/export-events';
import { GAPS_HEADER, gapLines } from '@autolog/store/export-readings';
import { bindingsOf, type Binding } from '@autolog/store/reading-views';
import { BatchService } from '../batch/batch.service.js';
import type { Config } from '../config.js';
import type { Arrived } from '../http/caller.js';
import { Refused } from '../http/refused.js';
import { CONFIG } from '../record/config-token.js';
import { RecordKeeper } from '../record/keeper.js';
import { Records } from '../record/record.js';
import { BundleFile, BundleTooLarge } from './bundle-file.js';
import { KeptFiles } from './kept-files.js';
import { keysOf, proofOf } from './proving.js';
import { readme, type About } from './readme.js';
import { writeReadings } from './readings-members.js';
import { asBytes, memberDigest, RecordLines } from './record-lines.js';

/** How long one waits while another's record is being exported, before being told to come back. */
const TURN_MS_MAX = 20_000;
const TURN_LOOK_MS = 100;
const WAITING_MAX = 8;
const NO_SPACE = 'ENOSPC';

type Made = Readonly<{ export: string }>;

/**
 * The record of a batch as one file. First everything that does not depend on the event that will say so is written;
 * then that event is appended, quoting it all; then its leaf, a checkpoint over it and the proof close the file.
 */
@Injectable()
export class ExportService {
  readonly #kept: KeptFiles;
  readonly #running = new Map<string, Promise<ExportReply>>();
  #isBusy = false;
  #waiting = 0;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Records) private readonly records: Records,
    @Inject(RecordKeeper) private readonly keeper: RecordKeeper,
    @Inject(BatchService) private readonly batches: BatchService,
  ) {
    this.#kept = new KeptFiles(config.dataDir);
  }

  /** The same command sent again while the first is at work waits for the same copy (INV-2). */
  async export(arrived: Arrived, batch: BatchId, by: By): Promise<ExportReply> {
    const key = `${arrived.id} ${batch} ${actorOf(by)}`;
    const running = this.#running.get(key);
    if (running) return running;
    const made = this.#inTurn(() => this.#export(arrived, batch, by));
    this.#running.set(key, made);
    try {
      return await made;
    } finally {
      this.#running.delete(key);
    }
  }

  /** Where the file of an export lies, and what it is called outside; refused once it is no longer kept. */
  async find(batch: BatchId, made: string): Promise<Readonly<{ path: string; fileName: string }>> {
    const [row] = await this.records.database.query<{ number: string }>(
      `select b.number from batch b join event e on e.stream = 'batch/' || b.id
        where b.id = $1 and e.type = 'BatchExported' and e.payload ->> 'export' = $2`,
      [batch, made],
    );
    if (!row) throw new Refused(refusal('NOT_FOUND', { what: 'export' }));
    return { path: this.#kept.pathOf(batch, made), fileName: fileNameOf(row.number) };
  }

  async #export(arrived: Arrived, batch: BatchId, by: By): Promise<ExportReply> {
    const before = await this.records.answered<ExportReply>(arrived, by);
    if (before && 'refused' in before) throw new Refused(before.refused);
    if (before) return before.reply;
    const made = randomUUID();
    const path = this.#kept.pathOf(batch, made);
    const part = `${path}.part`;
    try {
      await this.#kept.makeRoom();
      const file = await BundleFile.create(part);
      try {
        const reply = await this.#write(file, arrived, batch, { export: made }, by);
        await file.finish();
        await rename(part, path);
        return reply;
      } finally {
        await file.abandon();
      }
    } catch (error) {
      await rm(part, { force: true });
      if (error instanceof BundleTooLarge) throw new Refused(refusal('EXPORT_TOO_LARGE'));
      if ((error as { code?: unknown }).code === NO_SPACE) throw new Refused(refusal('EXPORT_NO_SPACE'));
      throw error;
    }
  }

  async #write(file: BundleFile, arrived: Arrived, batch: BatchId, made: Made, by: By): Promise<ExportReply> {
    const { database } = this.records;
    const lines = new RecordLines(database, batch, actorOf(by));
    await lines.catchUp();
    const about = await this.#about(lines, batch, made);
    const fixed = await this.#fixed(file, lines, about);
    let last: Last | undefined;
    const reply = await this.batches.exported(arrived, batch, by, {
      // Under the lock of the batch: nothing can happen to it between what is quoted here and the event that quotes it.
      read: async () => {
        await lines.catchUp();
        last = await lastOf(lines, fixed, about);
        return last.exported;
      },
      reply: (position) => replyOf(batch, made, about.batch.number, position),
    });
    // The same command by way of another process was faster: its copy is the one that was answered for.
    if (reply.export !== made.export || !last) return reply;
    await file.put(MEMBER.texts, last.texts);
    await file.put(MEMBER.manifest, last.manifest);
    const events = [...last.events, ...(await batchLines(database, reply.stream, reply.position - 1)).slice(0, 1)];
    await file.put(MEMBER.events, asBytes(events));
    const { proof, note } = await proofOf(database, this.keeper, events);
    await file.put(MEMBER.proof, asJson(proof));
    await file.put(MEMBER.checkpoint, utf8(note));
    return reply;
  }

  /** Everything that is complete before the export is on record. */
  async #fixed(file: BundleFile, lines: RecordLines, about: About): Promise<Fixed> {
    const { database, log, site, content } = this.records;
    const now = await log.now();
    const bindings = await bindingsWithCode(database, about.batch.id);
    const members = [await file.put(MEMBER.readme, utf8(readme(about)))];
    const yaml = lines.payloadOf<{ yaml: string }>('RecipeImported')?.yaml ?? '';
    for (const [name, digest] of [
      [MEMBER.recipeYaml, yaml],
      [MEMBER.recipe, about.recipe.hash],
    ] as const) {
      const bytes = await content.get(digest);
      if (!bytes) throw new Error(`${name} of batch ${about.batch.number} is missing`);
      members.push(await file.put(name, bytes));
    }
    const { members: files, readings } = await writeReadings(database, file, bindings, { now, zone: site.zone });
    const gaps = await gapLines(database, bindings, now);
    members.push(
      ...files,
      await file.put(MEMBER.gaps, utf8(`${GAPS_HEADER}${gaps.map((line) => `${line}\n`).join('')}`)),
    );
    members.push(await file.put(MEMBER.keys, asJson(keysOf(this.keeper, lines))));
    return { members, readings, gaps: gaps.length };
  }

  async #about(lines: RecordLines, batch: BatchId, made: Made): Promise<About> {
    const { site, software, log } = this.records;
    const created = lines.payloadOf<Of<'BatchCreated'>>('BatchCreated');
    if (!created) throw new Refused(refusal('NOT_FOUND', { what: 'batch' }));
    const hash = lines.payloadOf<Of<'BatchStarted'>>('BatchStarted')?.recipeHash ?? created.recipeHash;
    const recipe = lines.payloadOf<{ code: string; version: string }>('RecipeImported');
    const { number, coi, orderNumber, simulated } = created;
    return {
      format: BUNDLE_FORMAT,
      export: made.export,
      batch: { id: batch, number, coi, orderNumber, simulated },
      recipe: { code: recipe?.code ?? '', version: recipe?.version ?? '', hash },
      site: { name: site.name, origin: this.keeper.origin, zone: site.zone, profile: site.profile },
      software,
      createdAt: await log.now(),
    };
  }

  /** One at a time in this process: a bundle of twelve days keeps a core and a connection busy for many seconds. */
  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const until = performance.now() + TURN_MS_MAX;
    if (this.#isBusy && this.#waiting >= WAITING_MAX) throw new Refused(refusal('EXPORT_BUSY'));
    this.#waiting += 1;
    try {
      while (this.#isBusy) {
        if (performance.now() > until) throw new Refused(refusal('EXPORT_BUSY'));
        await new Promise((resolve) => setTimeout(resolve, TURN_LOOK_MS));
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

type Of<Type extends BatchEvent['type']> = Extract<BatchEvent, { type: Type }>;
type Fixed = Readonly<{ members: readonly MemberDigest[]; readings: Manifest['readings']; gaps: number }>;
type Last = Readonly<{ exported: Exported; texts: Uint8Array; manifest: Uint8Array; events: readonly Line[] }>;

/** What moves with the batch: its events and texts, and the manifest that names them. */
async function lastOf(lines: RecordLines, fixed: Fixed, about: About): Promise<Last> {
  const events = lines.all;
  if (events.length > EVENTS_MAX) throw new BundleTooLarge();
  const texts = await lines.texts();
  const members = [...fixed.members, memberDigest(MEMBER.texts, texts.bytes)];
  const manifest = asJson({ ...about, members, readings: fixed.readings } satisfies Manifest);
  const quoted = [...members, memberDigest(MEMBER.manifest, manifest), memberDigest(MEMBER.events, asBytes(events))];
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

async function bindingsWithCode(database: Database, batch: string): Promise<readonly (Binding & { code: string })[]> {
  const bindings = await bindingsOf(database, batch);
  const rows = await database.query<{ id: string; code: string }>(
    'select id, code from equipment where id = any($1::uuid[])',
    [bindings.map(({ device }) => device)],
  );
  const codes = new Map(rows.map(({ id, code }) => [id, code]));
  return bindings.map((binding) => ({ ...binding, code: codes.get(binding.device) ?? '' }));
}

const actorOf = (by: By): string => (by.kind === 'person' ? streamOf('person', by.person) : `system/${by.part}`);
const fileNameOf = (number: string): string => `${number.replaceAll(/[^\w-]/g, '_')}.autolog.zip`;
const replyOf = (batch: BatchId, made: Made, number: string, position: number): ExportReply => ({
  stream: streamOf('batch', batch),
  position,
  export: made.export,
  path: `/api/batches/${batch}/exports/${made.export}`,
  fileName: fileNameOf(number),
});
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const asJson = (value: unknown): Uint8Array => utf8(`${JSON.stringify(value, undefined, 1)}\n`);
