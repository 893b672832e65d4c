import { expect, test } from '@jest/globals';
import type { BatchRunPlan, RunResult, RunProgress } from '@autolog/simulation/batch-run-plan';
import { progressLine, showProgress } from './run-progress.js';
import { reportJson, reportText } from './run-report.js';

const PLAN: BatchRunPlan = {
  control: 'http://127.0.0.1:9091',
  roomCode: 'ROOM-1',
  deviceCode: 'PRODIGY-1',
  seed: 7,
  scenario: 'wrong-lot',
  recipeCode: 'CART',
  coi: 'SIM-AB12CD-001',
  orderNumber: 'S-AB12CD-001',
};
const RESULT: RunResult = {
  plan: PLAN,
  batch: '0b1f6a0e-58c5-4a2c-9d6a-3f0f1f9a2b11',
  batchNumber: 'B-2026-0001',
  status: 'certified',
  exceptions: [
    { id: 'X-1', class: 'wrong_lot', severity: 'major', step: 'medium-lot', found: 'VECTOR 26G1 WRONG_LOT' },
  ],
  stepsDone: 18,
  stepsTotal: 18,
  figures: { product_viability: { value: '91.2', unit: '%' } },
  siteDays: 12.2949,
  realSeconds: 111.94,
  differences: ['wrong_lot was raised 1 times and should be 2'],
};
const PROGRESS: RunProgress = {
  plan: PLAN,
  batchNumber: 'B-2026-0001',
  status: 'in_process',
  day: 3,
  operation: 'Culture wash',
  stepsDone: 85,
  stepsTotal: 199,
  action: 'Culture wash day 3 on the device',
  siteTime: '2026-03-04T08:00:12.000Z',
  rate: 1,
};

test('the JSON report tells whether every batch ended as expected, and what differs', () => {
  const report = JSON.parse(reportJson('cart.yaml', [RESULT])) as { asPromised: boolean; batches: unknown[] };
  expect(report.asPromised).toBe(false);
  expect(report.batches[0]).toMatchObject({
    seed: 7,
    scenario: 'wrong-lot',
    batchNumber: 'B-2026-0001',
    outcome: 'certified',
    exceptions: [{ id: 'X-1', class: 'wrong_lot', severity: 'major', step: 'medium-lot' }],
    steps: { done: 18, total: 18 },
    duration: { siteDays: 12.295, realSeconds: 111.9 },
    figures: { product_viability: { value: '91.2', unit: '%' } },
  });
  const asExpected = { ...RESULT, differences: [] };
  expect(JSON.parse(reportJson('cart.yaml', [asExpected]))).toMatchObject({ asPromised: true });
});

test('the text report has the outcome, every exception in words, and what differs', () => {
  expect(reportText([RESULT])).toBe(
    [
      'B-2026-0001, seed 7, wrong-lot: certified; 18 of 18 steps, 12.3 days in 112 s',
      '  X-1 major: Wrong or unusable lot scanned (medium-lot); VECTOR 26G1 WRONG_LOT',
      '  Not as the scenario expects:',
      '    wrong_lot was raised 1 times and should be 2',
    ].join('\n'),
  );
});

test('progress shows day, operation, step, site time and clock rate; a log gets a line for each operation', () => {
  expect(progressLine(PROGRESS)).toBe(
    'B-2026-0001 wrong-lot 7 | day 3, Culture wash | 85 of 199 | 2026-03-04 08:00Z × 1 | Culture wash day 3 on the device',
  );
  const written: string[] = [];
  const { show, end } = showProgress({ write: (text) => written.push(text) });
  show(PROGRESS);
  show({ ...PROGRESS, stepsDone: 86 });
  show({ ...PROGRESS, operation: 'Feed' });
  end();
  expect(written).toHaveLength(2);
});

test('on a terminal every batch has its own line', () => {
  const written: string[] = [];
  const { show, end } = showProgress({ isTTY: true, columns: 60, write: (text) => written.push(text) });
  show(PROGRESS);
  show({ ...PROGRESS, plan: { ...PLAN, seed: 8 } });
  end();
  expect(written.filter((text) => text.includes('wrong-lot 7'))).toHaveLength(2);
  expect(written.at(-1)).toContain('wrong-lot 8');
  for (const text of written) expect(text.length).toBeLessThan(70);
});
