import type { ExportReply } from '@autolog/contract/export';
import type { Problem } from '@autolog/contract/problem';
import { useRef, useState } from 'react';
import { newCommandId, post } from '../../live/request.js';
import { liveUpdates } from '../../live/use-view.js';

export type Exporting =
  | Readonly<{ kind: 'ready' | 'making' | 'unanswered' }>
  | Readonly<{ kind: 'made'; path: string; fileName: string }>
  | Readonly<{ kind: 'refused'; problem: Problem }>;

/** Asks for the record as one file. The export is recorded as an event first, then the file can be downloaded. */
export function useExport(batch: string) {
  const [exporting, setExporting] = useState<Exporting>({ kind: 'ready' });
  // Pressed again without an answer it is the same export, so that it is recorded once.
  const key = useRef<string>(undefined);
  const make = async (): Promise<void> => {
    if (exporting.kind === 'making') return;
    setExporting({ kind: 'making' });
    key.current ??= newCommandId();
    const answer = await post<ExportReply>(`/api/batches/${batch}/exports`, {}, key.current);
    if (answer.kind === 'unanswered') return setExporting({ kind: 'unanswered' });
    key.current = undefined;
    if (answer.kind === 'refused') return setExporting(answer);
    const { stream, position, path, fileName } = answer.reply;
    await liveUpdates.catchUp(stream, position);
    setExporting({ kind: 'made', path, fileName });
    fetchFile(path, fileName);
  };
  return { exporting, make };
}

/** Follows a link, so that the browser saves the file whatever its size. */
function fetchFile(path: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  link.click();
}
