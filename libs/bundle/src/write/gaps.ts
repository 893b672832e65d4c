import { GAPS_HEADER } from '../format.js';
import { textBytes } from './members.js';

/** A period for which readings of a signal may be missing. */
export type ExportedGap = Readonly<{
  device: string;
  signal: string;
  from: string;
  to: string;
  reason: string;
  recovered: boolean;
}>;

/** The content of gaps.csv. */
export const gapsFile = (gaps: readonly ExportedGap[]): Uint8Array =>
  textBytes([GAPS_HEADER, ...gaps.map(gapLine)].join(''));

const gapLine = ({ device, signal, from, to, reason, recovered }: ExportedGap): string =>
  `${[device, signal, from, to, reason, String(recovered)].map(csvField).join(',')}\n`;

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
