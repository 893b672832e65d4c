import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { RequestRefused } from './http-client.js';
import { isExpired, lotLabel, isUsableLot, type Lot } from './answers.js';
import { RunError, readBatch, type RunContext } from './run-context.js';
import { lotsOf, submitAnswer } from './carry-out-step.js';

/** At the first scan of a lot, scans a bag of another material and then an expired one. Both must be refused. */
export async function scanWrongLots(context: RunContext, _seen: BatchReply, line: StepLine): Promise<boolean> {
  const { step } = line;
  if (step.kind !== 'scan' || step.scans !== 'lot' || !context.isFirstTime('wrong lots')) return false;
  const siteTime = new Date(context.now()).toISOString();
  const lots = await lotsOf(context);
  const wrong = [
    lots.find((lot) => lot.material !== step.of && isUsableLot(lot, siteTime)),
    lots.find((lot) => lot.material === step.of && isExpired(lot, siteTime)),
  ];
  for (const lot of wrong) await expectRefusedScan(context, line, lot);
  return true;
}

async function expectRefusedScan(context: RunContext, { step }: StepLine, lot: Lot | undefined): Promise<void> {
  const read = lotLabel(lot);
  if (read === undefined) throw new RunError('there is no second material or no expired lot to scan by mistake');
  const { asOf } = await readBatch(context);
  try {
    await submitAnswer(context, step, { asOf, answer: { kind: 'scan', read, byHand: false } });
  } catch (error) {
    if (error instanceof RequestRefused && (error.code === 'WRONG_LOT' || error.code === 'LOT_EXPIRED')) return;
    throw error;
  }
  throw new RunError(`the scan of ${read} was accepted and should be refused`);
}

/** Out of specification, and still above 70 %, below which no product would be frozen. */
const VIABILITY_TARGET = 75;
const VIABILITY_LOW_MAX = 78;
const DISTRESS_ROUNDS_MAX = 6;

/** Before the first measurement on the product, lowers the viability of its cells below the specification. */
export async function lowerProductViability(
  { device, isFirstTime }: RunContext,
  _seen: BatchReply,
  { step }: StepLine,
): Promise<boolean> {
  const measured = step.kind === 'entry' ? step.parameter.measures : undefined;
  if (measured?.startsWith('product.') !== true || !isFirstTime('product viability lowered')) return false;
  for (let round = 0; round < DISTRESS_ROUNDS_MAX; round += 1) {
    const viability = (await device.readCells())['product.viability'];
    if (viability === undefined) throw new RunError('there is no product in the simulated device');
    if (viability <= VIABILITY_LOW_MAX) return false;
    await device.distress(Math.max(1, viability - VIABILITY_TARGET));
  }
  throw new RunError('the viability of the product could not be lowered');
}
