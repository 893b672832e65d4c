import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { demoProgressFile, historyProgress, minutesLeft, writeDemoProgress } from './progress-file.js';

const MINUTE_MS = 60_000;

test('how long it still takes follows from what was done in this run, and is not guessed from too little', () => {
  expect(minutesLeft({ done: 0.01, doneBefore: 0, elapsedMs: MINUTE_MS })).toBeUndefined();
  expect(minutesLeft({ done: 0.25, doneBefore: 0, elapsedMs: MINUTE_MS })).toBe(3);
  // Gone on with at one half: the minutes before this run say nothing about this one.
  expect(minutesLeft({ done: 0.75, doneBefore: 0.5, elapsedMs: MINUTE_MS })).toBe(1);
  expect(minutesLeft({ done: 1, doneBefore: 0, elapsedMs: MINUTE_MS })).toBe(0);
});

test('the first page says it in whole sentences, in both languages', () => {
  const filling = historyProgress(7, 13, { done: 0.5, doneBefore: 0, elapsedMs: 2 * MINUTE_MS });
  expect(filling).toEqual({
    percent: 50,
    days: 7,
    of: 13,
    says: {
      en: 'Autolog plays the last 13 days: day 7 of 13. About 2 minutes left.',
      nl: 'Autolog speelt de laatste 13 dagen: dag 7 van 13. Nog ongeveer 2 minuten.',
    },
  });
  const end = historyProgress(13, 13, { done: 0.99, doneBefore: 0, elapsedMs: 2 * MINUTE_MS });
  expect(end.says.en).toContain('About a minute left.');
});

test('the file is there as a whole or not at all', () => {
  const dir = mkdtempSync(join(tmpdir(), 'autolog-progress-'));
  writeDemoProgress(dir, { tries: [] });
  expect(JSON.parse(readFileSync(demoProgressFile(dir), 'utf8'))).toEqual({ tries: [] });
  expect(readdirSync(dir)).toEqual(['demo-progress.json']);
  rmSync(dir, { recursive: true });
});
