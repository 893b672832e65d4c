import { expect, test } from '@jest/globals';
import { parseScanCode } from '@autolog/domain/label/scan-code';
import { demoLots } from './inventory.js';
import { labelList } from './labels.js';

const MATERIALS = [
  { code: 'TUBING-SET', title: { en: 'Tubing set', nl: 'Slangenset' } },
  { code: 'MEDIUM', title: { en: 'Medium', nl: 'Medium' } },
];

test('every material has a released lot that has not expired', () => {
  for (const { code } of MATERIALS) {
    expect(demoLots(MATERIALS)).toContainEqual(
      expect.objectContaining({ material: code, released: true, expiresAt: expect.stringMatching(/^203/) }),
    );
  }
});

test('lots are the same at every start, so their commands are too', () => {
  expect(demoLots(MATERIALS)).toEqual(demoLots(MATERIALS));
});

test('lot numbers are unique and have the format of the server', () => {
  const numbers = demoLots(MATERIALS).map(({ material, lotNumber }) => `${material}/${lotNumber}`);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { lotNumber } of demoLots(MATERIALS)) expect(lotNumber).toMatch(/^[A-Z0-9][A-Z0-9-]{1,19}$/);
});

test('every code on the list of labels can be read as a scan code', () => {
  const codes = labelList(MATERIALS).match(/^(COI|LOC|EQP|LOT)\/\S+/gm) ?? [];
  expect(codes).toHaveLength(3 + 4 + 2 + 4);
  for (const code of codes) expect(parseScanCode(code).kind).not.toBe('unknown');
});
