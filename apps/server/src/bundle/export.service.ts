import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { bundleFileName, BUNDLE_MEMBER } from '@autolog/bundle/format';
import { BundleTooLarge, BundleWriter } from '@autolog/bundle/write/bundle-writer';
import { ExportedEvents } from '@autolog/bundle/write/exported-events';
import { bundleKeysOf } from '@autolog/bundle/write/proof';
import type { BundleDescription } from '@autolog/bundle/write/readme';
import {
  describeBundle,
  finalMembersOf,
  writeFinalMembers,
  writeFixedMembers,
  type FinalMembers,
  type FixedMembers,
} from '@autolog/bundle/write/write-bundle';
import type { ExportReply } from '@autolog/contract/export';
import type { BatchId } from '@autolog/domain/brand';
import type { By } from '@autolog/domain/by';
import { refusal } from '@autolog/domain/refusal';
import { streamOf } from '@autolog/domain/stream/stream';
import { BatchStore } from '@autolog/store/batch';
import { ContentStore } from '@autolog/store/content';
import { EventExport } from '@autolog/store/export-events';
import { ReadingExport } from '@autolog/store/export-readings';
import { Log } from '@autolog/store/log';
import { BatchService } from '../batch/batch.service.js';
import { CONFIG } from '../config/config-token.js';
import type { Config } from '../config/config.js';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { CommandExecution, replyOf } from '../record/command-execution.js';
import { Installation } from '../record/installation.js';
import { ExportFiles } from './export-files.js';
import { ExportTurns } from './export-turns.js';
import { EventProver } from './event-prover.js';

const NO_SPACE = 'ENOSPC';

/**
 * The record of a batch as one file. The files that do not depend on the export event are written first. Then the event
 * is appended, and it names them all with their digests. Last come the events, the proof and the signed checkpoint.
 */
@Injectable()
export class ExportService {
  readonly #files: ExportFiles;
  readonly #turns = new ExportTurns();
  readonly #running = new Map<string, Promise<ExportReply>>();

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(CommandExecution) private readonly commands: CommandExecution,
    @Inject(Installation) private readonly installation: Installation,
    @Inject(Log) private readonly log: Log,
    @Inject(BatchStore) private readonly batchStore: BatchStore,
    @Inject(ContentStore) private readonly content: ContentStore,
    @Inject(EventExport) private readonly events: EventExport,
    @Inject(ReadingExport) private readonly readings: ReadingExport,
    @Inject(EventProver) private readonly prover: EventProver,
    @Inject(BatchService) private readonly batches: BatchService,
  ) {
    this.#files = new ExportFiles(config.dataDir);
  }

  /** A command that is sent again while the first one is running waits for the same bundle (INV-2). */
  async export(incoming: IncomingCommand, batch: BatchId, by: By): Promise<ExportReply> {
    const key = `${incoming.id} ${batch} ${actorOf(by)}`;
    const running = this.#running.get(key);
    if (running) return running;
    const exporting = this.#turns.take(() => this.#export(incoming, batch, by));
    this.#running.set(key, exporting);
    try {
      return await exporting;
    } finally {
      this.#running.delete(key);
    }
  }

  /** Where the file of an export is, and what it is called when downloaded. */
  async find(batch: BatchId, exportId: string): Promise<Readonly<{ path: string; fileName: string }>> {
    const number = await this.batchStore.numberOfExported(batch, exportId);
    if (number === undefined) throw new RefusalError(refusal('NOT_FOUND', { what: 'export' }));
    return { path: this.#files.pathOf(batch, exportId), fileName: bundleFileName(number) };
  }

  async #export(incoming: IncomingCommand, batch: BatchId, by: By): Promise<ExportReply> {
    const previous = await this.commands.previousResult<ExportReply>(incoming, by);
    if (previous) return replyOf(previous);
    const exportId = randomUUID();
    const path = this.#files.pathOf(batch, exportId);
    const unfinished = `${path}.part`;
    try {
      await this.#files.deleteExpired();
      const file = await BundleWriter.create(unfinished);
      try {
        const reply = await this.#write(file, incoming, batch, exportId, by);
        await file.finish();
        // Another process may have executed the same command first: then its bundle is the one that the reply names.
        if (reply.export === exportId) await rename(unfinished, path);
        else await rm(unfinished);
        return reply;
      } finally {
        await file.close();
      }
    } catch (error) {
      await rm(unfinished, { force: true });
      if (error instanceof BundleTooLarge) throw new RefusalError(refusal('EXPORT_TOO_LARGE'));
      if ((error as { code?: unknown }).code === NO_SPACE) throw new RefusalError(refusal('EXPORT_NO_SPACE'));
      throw error;
    }
  }

  async #write(
    file: BundleWriter,
    incoming: IncomingCommand,
    batch: BatchId,
    exportId: string,
    by: By,
  ): Promise<ExportReply> {
    const source = this.events.sourceOf(batch);
    const events = new ExportedEvents(source, actorOf(by));
    await events.readNew();
    const about = await this.#describe(events, batch, exportId);
    const fixed = await this.#writeFixed(file, events, about);
    let final: FinalMembers | undefined;
    const reply = await this.batches.recordExport(incoming, batch, by, {
      // The batch is locked: nothing can happen to it between what is named here and the event that names it.
      read: async () => {
        await events.readNew();
        final = await finalMembersOf(events, fixed, about);
        return final.exported;
      },
      reply: (position) => exportReplyOf(about, position),
    });
    if (reply.export !== exportId || !final) return reply;
    const [exportEvent] = await source.readOwn(reply.position - 1);
    if (!exportEvent) throw new Error(`the export event of batch ${about.batch.number} is missing`);
    await writeFinalMembers(file, final, exportEvent, (all) => this.prover.prove(all));
    return reply;
  }

  async #writeFixed(file: BundleWriter, events: ExportedEvents, about: BundleDescription): Promise<FixedMembers> {
    const { zone } = this.installation.site;
    const devices = await this.readings.devicesServing(about.batch.id, { now: await this.log.now(), zone });
    const founded = events.firstOf('SiteFounded');
    if (!founded) throw new Error('this log does not begin with the founding of its site');
    const yaml = events.payloadOf<{ yaml: string }>('RecipeImported')?.yaml ?? '';
    return writeFixedMembers(file, about, {
      recipe: {
        yaml: await this.#content(yaml, BUNDLE_MEMBER.recipeYaml, about),
        json: await this.#content(about.recipe.hash, BUNDLE_MEMBER.recipe, about),
      },
      devices,
      readings: this.readings,
      gaps: await this.readings.readGaps(devices),
      keys: bundleKeysOf(this.prover.key, founded),
    });
  }

  async #content(digest: string, name: string, { batch }: BundleDescription): Promise<Uint8Array> {
    const bytes = await this.content.get(digest);
    if (!bytes) throw new Error(`${name} of batch ${batch.number} is missing`);
    return bytes;
  }

  async #describe(events: ExportedEvents, batch: BatchId, exportId: string): Promise<BundleDescription> {
    const { software } = this.installation;
    const { name, zone, profile } = this.installation.site;
    const about = describeBundle(events, {
      export: exportId,
      batch,
      site: { name, origin: this.prover.key.origin, zone, profile },
      software,
      createdAt: await this.log.now(),
    });
    if (!about) throw new RefusalError(refusal('NOT_FOUND', { what: 'batch' }));
    return about;
  }
}

const actorOf = (by: By): string => (by.kind === 'person' ? streamOf('person', by.person) : `system/${by.part}`);

const exportReplyOf = (
  { batch: { id, number }, export: exportId }: BundleDescription,
  position: number,
): ExportReply => ({
  stream: streamOf('batch', id),
  position,
  export: exportId,
  path: `/api/batches/${id}/exports/${exportId}`,
  fileName: bundleFileName(number),
});
