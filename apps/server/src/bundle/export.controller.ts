import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Controller, Get, Inject, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { ExportReply } from '@autolog/contract/export';
import type { By } from '@autolog/domain/by';
import type { BatchId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { mayDo } from '@autolog/domain/role';
import { requireNoFields, UUID_PARAMETER } from '../http/request-pipes.js';
import { AllowPersonOrMachineOfKind } from '../http/access-rule.js';
import { Replies } from '../http/replies.js';
import { CurrentPersonOrArchive, FromPersonOrArchive, type IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { ExportService } from './export.service.js';

/** Who may read a record may export it. Every export becomes part of the record. */
@Controller('api/batches/:batch/exports')
export class ExportController {
  constructor(@Inject(ExportService) private readonly exports: ExportService) {}

  @Post()
  @Replies(ExportReply)
  @AllowPersonOrMachineOfKind('record.read', 'archive')
  export(
    @Param('batch', UUID_PARAMETER) batch: BatchId,
    @FromPersonOrArchive() incoming: IncomingCommand,
  ): Promise<ExportReply> {
    requireNoFields(incoming.body);
    requireBatchRead(incoming.by);
    return this.exports.export(incoming, batch, incoming.by);
  }

  @Get(':export')
  @ApiProduces('application/zip')
  @ApiOkResponse({ description: 'The file', schema: { type: 'string', format: 'binary' } })
  @AllowPersonOrMachineOfKind('record.read', 'archive')
  async fetch(
    @Param('batch', UUID_PARAMETER) batch: BatchId,
    @Param('export', UUID_PARAMETER) exportId: string,
    @CurrentPersonOrArchive() by: By,
  ): Promise<StreamableFile> {
    requireBatchRead(by);
    const { path, fileName } = await this.exports.find(batch, exportId);
    const file = await open(path).catch(() => undefined);
    if (!file) throw new RefusalError(refusal('EXPORT_GONE'));
    const { size } = await file.stat();
    return new StreamableFile(createReadStream(path, { fd: file }), {
      type: 'application/zip',
      disposition: `attachment; filename="${fileName}"`,
      length: size,
    });
  }
}

/** A bundle holds the record and the batch, so exporting needs the permission to read both. */
function requireBatchRead(by: By): void {
  if (by.kind === 'person' && !mayDo(by.roles, 'batch.read'))
    throw new RefusalError(refusal('NOT_ALLOWED', { permission: 'batch.read' }));
}
