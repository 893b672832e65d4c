import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { demoProgressFile, historyProgress, minutesLeft, writeDemoProgress } from './progress-file.js';

const MINUTE_MS = 60_000;

test('the minutes left follow from the work of this run, and are not estimated from less than 4 % of it', () => {
  expect(minutesLeft({ done: 0.01, doneBefore: 0, elapsedMs: MINUTE_MS })).toBeUndefined();
  expect(minutesLeft({ done: 0.25, doneBefore: 0, elapsedMs: MINUTE_MS })).toBe(3);
  // Continued at one half: the minutes of an earlier run are not counted.
  expect(minutesLeft({ done: 0.75, doneBefore: 0.5, elapsedMs: MINUTE_MS })).toBe(1);
  expect(minutesLeft({ done: 1, doneBefore: 0, elapsedMs: MINUTE_MS })).toBe(0);
});

test('the start page shows it in whole sentences, in both languages', () => {
  const history = historyProgress(7, 13, { done: 0.5, doneBefore: 0, elapsedMs: 2 * MINUTE_MS });
  expect(history).toEqual({
    percent: 50,
    days: 7,
    of: 13,
    text: {
      en: 'Autolog is simulating the last 13 days: day 7 of 13. About 2 minutes left.',
      nl: 'Autolog simuleert de laatste 13 dagen: dag 7 van 13. Nog ongeveer 2 minuten.',
    },
  });
  const end = historyProgress(13, 13, { done: 0.99, doneBefore: 0, elapsedMs: 2 * MINUTE_MS });
  expect(end.text.en).toContain('About a minute left.');
});

test('the file is written under its name in one step', () => {
  const dir = mkdtempSync(join(tmpdir(), 'autolog-progress-'));
  writeDemoProgress(dir, { suggestions: [] });
  expect(JSON.parse(readFileSync(demoProgressFile(dir), 'utf8'))).toEqual({ suggestions: [] });
  expect(readdirSync(dir)).toEqual(['demo-progress.json']);
  rmSync(dir, { recursive: true });
});
