import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, StreamableFile } from '@nestjs/common';
import type { ExportReply } from '@autolog/contract/bundle';
import type { By } from '@autolog/domain/by';
import type { BatchId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { mayDo } from '@autolog/domain/role';
import { ID, NOTHING } from '../http/address.js';
import { AllowPersonOrPart } from '../http/allow.js';
import { Command, PersonOrArchive, type Arrived } from '../http/caller.js';
import { Refused } from '../http/refused.js';
import { ExportService } from './export.service.js';

/** Whoever may read a record may take a copy of it; that a copy was taken is part of the record. */
@Controller('api/batches/:batch/exports')
export class ExportController {
  constructor(@Inject(ExportService) private readonly exports: ExportService) {}

  @Post()
  @HttpCode(200)
  @AllowPersonOrPart('record.read', 'archive')
  export(
    @Param('batch', ID) batch: BatchId,
    @Body(NOTHING) _: unknown,
    @Command() arrived: Arrived,
    @PersonOrArchive() by: By,
  ): Promise<ExportReply> {
    demandBatches(by);
    return this.exports.export(arrived, batch, by);
  }

  @Get(':export')
  @AllowPersonOrPart('record.read', 'archive')
  async fetch(
    @Param('batch', ID) batch: BatchId,
    @Param('export', ID) made: string,
    @PersonOrArchive() by: By,
  ): Promise<StreamableFile> {
    demandBatches(by);
    const { path, fileName } = await this.exports.find(batch, made);
    const file = await open(path).catch(() => undefined);
    if (!file) throw new Refused(refusal('EXPORT_GONE'));
    const { size } = await file.stat();
    return new StreamableFile(createReadStream(path, { fd: file }), {
      type: 'application/zip',
      disposition: `attachment; filename="${fileName}"`,
      length: size,
    });
  }
}

/** A record tells of a batch: who may read the one and not the other gets no copy of both. */
function demandBatches(by: By): void {
  if (by.kind === 'person' && !mayDo(by.roles, 'batch.read'))
    throw new Refused(refusal('NOT_ALLOWED', { permission: 'batch.read' }));
}
