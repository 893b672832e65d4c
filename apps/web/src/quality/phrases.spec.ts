import { expect, test } from '@jest/globals';
import { ASSESSMENT_RESULTS } from '@autolog/domain/exception/exception';
import { SEVERITIES } from '@autolog/domain/exception/exception';
import { BATCH_STATUSES } from '@autolog/domain/batch/state/batch';
import { GAP_REASONS } from '@autolog/domain/device/gap-reason';
import { en } from './language/phrases.en.js';
import { nl } from './language/phrases.nl.js';
import { QUEUE_GROUPS } from './batches/queue.js';
import { CHARTED_SIGNALS } from '../chart/charted-signals.js';
import { LOT_REFUSAL_CODES } from './exception-table/exception-detail.js';

const factsIn = (sentence: string): readonly string[] => [...new Set(sentence.match(/\{\{\w+\}\}/g))].toSorted();

test('[T40] every translation exists in both languages with the same placeholders', () => {
  expect(Object.keys(nl).toSorted()).toEqual(Object.keys(en).toSorted());
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect({ key, facts: factsIn(nl[key]) }).toEqual({ key, facts: factsIn(en[key]) });
    expect(nl[key].trim()).not.toBe('');
  }
});

test.each([
  ['severity_', SEVERITIES],
  ['disposition_', ASSESSMENT_RESULTS],
  ['dispositionNote_', ASSESSMENT_RESULTS],
  ['status_', BATCH_STATUSES],
  ['queue_', QUEUE_GROUPS],
  ['signal_', CHARTED_SIGNALS],
  ['gap_', GAP_REASONS],
  ['lot_', LOT_REFUSAL_CODES],
])('every value of the closed list %s has a translation', (before, words) => {
  for (const word of words) expect(Object.keys(en)).toContain(`${before}${word}`);
});
