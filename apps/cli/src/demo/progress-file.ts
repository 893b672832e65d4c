import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoProgress, HistoryProgress } from '@autolog/contract/demo';
import { systemCode } from '@autolog/embedded-postgres/error';
import type { Text } from '@autolog/domain/text';

export const demoProgressFile = (dataDir: string): string => join(dataDir, 'demo-progress.json');

/** Replaces the file in one step: the server reads it at any moment. */
export function writeDemoProgress(dataDir: string, progress: DemoProgress): void {
  const file = demoProgressFile(dataDir);
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(progress)}\n`);
    renameSync(`${file}.new`, file);
  } catch (error) {
    // Only the display is lost; a full disk must not end the launcher.
    if (!['ENOSPC', 'EDQUOT'].includes(systemCode(error))) throw error;
  }
}

/** How much of the work is done, from 0 to 1, and for how long it has been going on in this run. */
export type WorkDone = Readonly<{ done: number; doneBefore: number; elapsedMs: number }>;

const MINUTE_MS = 60_000;
/** Below this share of the work nobody can tell how long the rest takes. */
const ESTIMATE_SHARE_MIN = 0.04;

export const historyProgress = (days: number, of: number, work: WorkDone): HistoryProgress => ({
  percent: Math.round(100 * work.done),
  days,
  of,
  text: progressText(days, of, minutesLeft(work)),
});

/** Whole minutes, rounded up; undefined while nobody can tell. */
export function minutesLeft({ done, doneBefore, elapsedMs }: WorkDone): number | undefined {
  const share = done - doneBefore;
  if (share < ESTIMATE_SHARE_MIN) return undefined;
  return Math.ceil(((elapsedMs / share) * (1 - done)) / MINUTE_MS);
}

function progressText(day: number, of: number, minutes: number | undefined): Text {
  const en = `Autolog is simulating the last ${of} days: day ${day} of ${of}.`;
  const nl = `Autolog simuleert de laatste ${of} dagen: dag ${day} van ${of}.`;
  if (minutes === undefined) return { en: `${en} It takes a few minutes.`, nl: `${nl} Het duurt enkele minuten.` };
  if (minutes <= 1) return { en: `${en} About a minute left.`, nl: `${nl} Nog ongeveer een minuut.` };
  return { en: `${en} About ${minutes} minutes left.`, nl: `${nl} Nog ongeveer ${minutes} minuten.` };
}
