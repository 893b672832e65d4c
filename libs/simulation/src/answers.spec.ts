import { describe, expect, test } from '@jest/globals';
import type { Step } from '@autolog/domain/recipe/recipe';
import type { EntryStep } from '@autolog/domain/step-kind/entry';
import type { Limits } from '@autolog/domain/quantity/limits';
import type { Measurand } from '@autolog/domain/quantity/measurand';
import { answerTo, figureFor, typedFigure, type Lot, type TechnicianView } from './answers.js';

const text = (en: string) => ({ en, nl: en });
const common = { title: text('x'), instruction: text('x'), signature: 'none', irreversible: false } as const;

const entry = (
  limits: Limits,
  more: { decimals?: number; unit?: '%' | 'mL'; measures?: Measurand } = {},
): EntryStep => ({
  ...common,
  id: 'viability',
  kind: 'entry',
  parameter: {
    id: 'viability',
    title: text('Viability'),
    unit: more.unit ?? '%',
    decimals: more.decimals ?? 1,
    source: 'laboratory',
    criticality: 'CQA',
    limits,
    blind: false,
    reference: '',
    ...(more.measures && { measures: more.measures }),
  },
});

const lot = (material: string, lotNumber: string, more: Partial<Lot> = {}): Lot => ({
  id: lotNumber,
  material,
  lotNumber,
  status: 'released',
  expiresAt: '2028-01-01T00:00:00.000Z',
  ...more,
});

const VIEW: TechnicianView = {
  batch: { number: 'B-2026-0001', coi: 'SIM-AB12CD-001', room: 'ROOM-1', device: 'PRODIGY-1' },
  cells: {},
  lots: [],
  siteTime: '2026-03-01T08:00:00.000Z',
};

describe('the answers of a simulated technician', () => {
  test('a figure is what was measured in the cells, rounded to the decimals of its parameter', () => {
    const step = entry({ target: '90.0' }, { measures: 'culture.viability' });
    expect(figureFor(step, { 'culture.viability': 93.1472 })).toBe('93.1');
    expect(figureFor(step, {})).toBe('90.0');
  });

  test('without a measurement it is the target, else the middle of the range without an alert', () => {
    expect(figureFor(entry({ alert: { low: '50.0', high: '100.0' } }, { unit: 'mL' }), {})).toBe('75.0');
    expect(figureFor(entry({ alert: { low: '85.0' } }), {})).toBe('92.5');
    expect(figureFor(entry({ alert: { low: '4.0' } }, { unit: 'mL' }), {})).toBe('5.0');
    expect(figureFor(entry({ alert: { high: '10.0' } }, { unit: 'mL' }), {})).toBe('7.5');
    expect(figureFor(entry({}), {})).toBe('1.0');
  });

  test('no figure has one decimal sign followed by exactly three digits', () => {
    expect(typedFigure(1.5, 3)).toBe('1.5');
    expect(typedFigure(1.2346, 3)).toBe('1.23');
    expect(typedFigure(0.1234, 3)).toBe('0.123');
    expect(typedFigure(1234.5678, 3)).toBe('1234.568');
    expect(typedFigure(2, 0)).toBe('2');
  });

  test('the lot is a released and unexpired one of the material, and a sentence where there is none', () => {
    const step: Step = { ...common, id: 'medium', kind: 'scan', scans: 'lot', of: 'MEDIUM' };
    const lots = [
      lot('VECTOR', 'V1'),
      lot('MEDIUM', 'M1', { status: 'quarantine' }),
      lot('MEDIUM', 'M2', { expiresAt: '2026-02-28T00:00:00.000Z' }),
    ];
    expect(answerTo(step, { ...VIEW, lots })).toMatch(/no released and unexpired lot/);
    expect(answerTo(step, { ...VIEW, lots: [...lots, lot('MEDIUM', 'M3')] })).toEqual({
      kind: 'scan',
      read: 'LOT/MEDIUM/M3',
      byHand: false,
    });
  });

  test.each([
    ['patient', 'COI/SIM-AB12CD-001'],
    ['equipment', 'EQP/PRODIGY-1'],
    ['place', 'LOC/ROOM-1'],
  ] as const)('a scan of the %s reads the label of this batch', (scans, read) => {
    expect(answerTo({ ...common, id: 'label', kind: 'scan', scans }, VIEW)).toMatchObject({ read });
  });

  test('a sample has the number of its batch and its step', () => {
    const step: Step = { ...common, id: 'ipc-sample-5', kind: 'sample', container: text('Pouch'), tests: [] };
    expect(answerTo(step, VIEW)).toMatchObject({ kind: 'sample', read: 'SMP/B-2026-0001/IPC-SAMPLE-5' });
  });

  test('a choice is the first option that does not deviate, unless the scenario chooses another', () => {
    const options = [
      { id: 'leaking', title: text('leaking'), deviates: 'critical' },
      { id: 'whole', title: text('whole') },
    ] as const;
    const step: Step = { ...common, id: 'bag', kind: 'choice', options };
    expect(answerTo(step, VIEW)).toEqual({ kind: 'choice', choice: 'whole' });
    expect(answerTo(step, { ...VIEW, choice: 'leaking' })).toEqual({ kind: 'choice', choice: 'leaking' });
  });

  test('a check answers the expected state of each item, and a device step what the device reported', () => {
    const items = [{ id: 'surface', title: text('Surface'), states: [], expected: 'clean' }];
    expect(answerTo({ ...common, id: 'clearance', kind: 'check', items }, VIEW)).toEqual({
      kind: 'check',
      states: { surface: 'clean' },
    });
    const awaits: Step = { ...common, id: 'wash', kind: 'activity', activity: 'Culture wash day 3' };
    const reading = { value: 'Culture wash day 3', sourceTime: '2026-03-04T08:00:00.000Z' };
    expect(answerTo(awaits, VIEW)).toMatch(/no reading/);
    expect(answerTo(awaits, { ...VIEW, reading })).toEqual({ kind: 'activity', ...reading });
  });
});
