import { refusal, type Refusal, type RefusalCode } from './refusal.js';

/** Codes of earlier versions, and what they are called now: remembered replies hold them for ever. */
const RENAMED_CODES: Readonly<Partial<Record<string, RefusalCode>>> = { BEHIND: 'STALE_VIEW' };

/** A remembered refusal, by the code it has today. */
export const withCurrentCode = ({ refused: code, facts }: Refusal): Refusal =>
  refusal(RENAMED_CODES[code] ?? code, facts);
