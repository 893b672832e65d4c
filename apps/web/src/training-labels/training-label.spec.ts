import { expect, test } from '@jest/globals';
import type { Step } from '@autolog/domain/recipe/recipe';
import { requestedLabelsFirst } from './training-label.js';

const BATCH = { coi: 'MX-9V6N-07', number: 'B-2026-0003', room: 'ROOM-3', device: 'PRODIGY-1' };
const LABELS = [
  'COI/MX-9V6N-07',
  'LOC/ROOM-3',
  'EQP/PRODIGY-1',
  'SMP/B-2026-0003/IPC-SAMPLE-5',
  'LOT/HSA-20/26G9',
  'LOT/HSA/26G1',
].map((code) => ({ code, text: code }));

const firstFor = (step: Partial<Step> | undefined): string | undefined =>
  requestedLabelsFirst(LABELS, BATCH, step as Step | undefined)[0]?.code;

test('the label that a step needs is the first of the training labels', () => {
  expect(firstFor({ kind: 'scan', scans: 'place' })).toBe('LOC/ROOM-3');
  expect(firstFor({ kind: 'scan', scans: 'equipment' })).toBe('EQP/PRODIGY-1');
  expect(firstFor({ kind: 'scan', scans: 'lot', of: 'HSA' })).toBe('LOT/HSA/26G1');
  expect(firstFor({ kind: 'sample', id: 'ipc-sample-5' })).toBe('SMP/B-2026-0003/IPC-SAMPLE-5');
});

test('the other training labels stay in the list', () => {
  expect(requestedLabelsFirst(LABELS, BATCH, { kind: 'scan', scans: 'place' } as Step)).toHaveLength(LABELS.length);
  expect(firstFor(undefined)).toBe('COI/MX-9V6N-07');
});
