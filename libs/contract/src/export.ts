import type { CommandReply } from './batch.js';

/** POST /api/batches/:batch/exports; the file itself is fetched from `path`. */
export type ExportReply = CommandReply & Readonly<{ export: string; path: string; fileName: string }>;
