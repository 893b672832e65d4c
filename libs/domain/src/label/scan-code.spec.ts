import { describe, expect, test } from '@jest/globals';
import { labelText, parseScanCode, SCAN_LENGTH_MAX } from './scan-code.js';

const GS = '\x1d';
const GTIN = '09501101530003';

describe('our own labels', () => {
  test.each([
    ['COI/COI-7K2M-9QX4', { kind: 'patient', coi: 'COI-7K2M-9QX4' }],
    ['EQP/PRODIGY-1', { kind: 'equipment', code: 'PRODIGY-1' }],
    ['LOC/ROOM-1', { kind: 'place', code: 'ROOM-1' }],
    ['LOT/MEDIUM-TEXMACS/26G1A2B3', { kind: 'lot', material: 'MEDIUM-TEXMACS', lotNumber: '26G1A2B3' }],
    ['SMP/B-2026-0001/IPC-SAMPLE-5', { kind: 'sample', batch: 'B-2026-0001', step: 'IPC-SAMPLE-5' }],
  ])('%s', (text, code) => {
    expect(parseScanCode(text)).toEqual(code);
  });

  test('what is printed on a label is what is read from it', () => {
    expect(parseScanCode(labelText.patient('COI-7K2M-9QX4'))).toEqual({ kind: 'patient', coi: 'COI-7K2M-9QX4' });
    expect(parseScanCode(labelText.equipment('PRODIGY-1'))).toEqual({ kind: 'equipment', code: 'PRODIGY-1' });
    expect(parseScanCode(labelText.place('ROOM-1'))).toEqual({ kind: 'place', code: 'ROOM-1' });
    expect(parseScanCode(labelText.lot('MEDIUM', '26G1'))).toEqual({
      kind: 'lot',
      material: 'MEDIUM',
      lotNumber: '26G1',
    });
    expect(parseScanCode(labelText.sample('B-1/IPC-5'))).toEqual({ kind: 'sample', batch: 'B-1', step: 'IPC-5' });
  });
});

describe('GS1 element strings', () => {
  test.each([
    [`01${GTIN}10ABC123`, { gtin: GTIN, lotNumber: 'ABC123' }],
    [`]d201${GTIN}1727063010ABC123`, { gtin: GTIN, lotNumber: 'ABC123', expiresOn: '2027-06-30' }],
    [`${GS}01${GTIN}10ABC${GS}17270630`, { gtin: GTIN, lotNumber: 'ABC', expiresOn: '2027-06-30' }],
    [`01${GTIN}21S-9${GS}10ABC${GS}17280200`, { gtin: GTIN, lotNumber: 'ABC', serial: 'S-9', expiresOn: '2028-02-29' }],
  ])('%j', (text, lot) => {
    expect(parseScanCode(text)).toEqual({ kind: 'lot', ...lot });
  });
});

describe('[S24] hostile or damaged codes are unknown, and nothing is guessed', () => {
  test.each([
    ['nothing', ''],
    ['a lot with a printed (21) inside', `01${GTIN}10ABC(21)9`],
    ['a wrong check digit', '010950110153000410ABC123'],
    ['no lot number', `01${GTIN}17270630`],
    ['no product', '10ABC123'],
    ['an element twice', `01${GTIN}10ABC${GS}10ABD`],
    ['an unknown element', `01${GTIN}10ABC${GS}9912`],
    ['the thirteenth month', `01${GTIN}1727133010ABC`],
    ['the thirtieth of February', `01${GTIN}1727023010ABC`],
    ['a lot of 21 characters', `01${GTIN}10${'A'.repeat(21)}`],
    ['an unfinished product code', '0109501101'],
    ['a second code behind a line end', 'COI/COI-7K2M-9QX4\nCOI/OTHER'],
    ['a line end', 'COI/COI-7K2M-9QX4\n'],
    ['a carriage return', 'COI/COI-7K2M-9QX4\r'],
    ['a space', ' COI/COI-7K2M-9QX4'],
    ['small letters', 'coi/COI-7K2M-9QX4'],
    ['a Cyrillic look-alike', 'COI/CОI-7K2M-9QX4'],
    ['a keyboard that turns / into -', 'COI-COI-7K2M-9QX4'],
    ['a sample without its step', 'SMP/B-2026-0001/'],
    ['a sample with more behind it', 'SMP/B-2026-0001/IPC-SAMPLE-5/X'],
    ['a script', 'javascript:alert(1)'],
    ['an address', 'https://example.org/COI/X'],
    ['a path', 'COI/../../etc/passwd'],
    ['eight kilobytes', 'A'.repeat(8_192)],
    ['one character too many', `COI/${'A'.repeat(SCAN_LENGTH_MAX)}`],
    ['ISBT 128', '=W00001912345600'],
    ['a zero byte', 'COI/COI\u0000X'],
  ])('%s', (_what, text) => {
    expect(parseScanCode(text)).toEqual({ kind: 'unknown' });
  });
});
