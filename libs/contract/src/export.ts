import { CommandReply } from './reply.js';
import { ReplyId, ReplyText } from './reply-field.js';

/** POST /api/batches/:batch/exports; the file itself is fetched from `path`. */
export class ExportReply extends CommandReply {
  @ReplyId() readonly export: string;
  @ReplyText() readonly path: string;
  @ReplyText() readonly fileName: string;
}
