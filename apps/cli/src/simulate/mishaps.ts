import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { RequestRefused } from '../start/http-client.js';
import { isExpired, labelOf, usable, type Lot } from './answers.js';
import { PlayFault, look, type Stage } from './stage.js';
import { lotsOf, record } from './step-work.js';

/** At the first lot scan: a bag of another material, then an expired one. Both must be refused. */
export async function readWrongLots(stage: Stage, _seen: BatchReply, line: StepLine): Promise<boolean> {
  const { step } = line;
  if (step.kind !== 'scan' || step.scans !== 'lot' || !stage.once('wrong lots')) return false;
  const siteTime = new Date(stage.now()).toISOString();
  const lots = await lotsOf(stage);
  const wrong = [
    lots.find((lot) => lot.material !== step.of && usable(lot, siteTime)),
    lots.find((lot) => lot.material === step.of && isExpired(lot, siteTime)),
  ];
  for (const lot of wrong) await refusedScan(stage, line, lot);
  return true;
}

async function refusedScan(stage: Stage, { step }: StepLine, lot: Lot | undefined): Promise<void> {
  const read = labelOf(lot);
  if (read === undefined) throw new PlayFault('there is no second material or no expired lot to scan by mistake');
  const { asOf } = await look(stage);
  try {
    await record(stage, step, { asOf, answer: { kind: 'scan', read, byHand: false } });
  } catch (error) {
    if (error instanceof RequestRefused && (error.code === 'WRONG_LOT' || error.code === 'LOT_EXPIRED')) return;
    throw error;
  }
  throw new PlayFault(`the scan of ${read} was accepted and should be refused`);
}

/** Out of specification and not yet past saving: what is harvested below 70 % nobody would freeze. */
const VIABILITY_AIM = 75;
const VIABILITY_LOW = 78;
const ILL_TIMES_MAX = 6;

/** Before anything is measured on the product, its cells suffer until their viability is low. */
export async function harmProduct({ device, once }: Stage, _seen: BatchReply, { step }: StepLine): Promise<boolean> {
  const measured = step.kind === 'entry' ? step.parameter.measures : undefined;
  if (measured?.startsWith('product.') !== true || !once('product harmed')) return false;
  for (let times = 0; times < ILL_TIMES_MAX; times += 1) {
    const viability = (await device.cells())['product.viability'];
    if (viability === undefined) throw new PlayFault('there is no product in the simulated device to be harmed');
    if (viability <= VIABILITY_LOW) return false;
    await device.distress(Math.max(1, viability - VIABILITY_AIM));
  }
  throw new PlayFault('the product did not come down to a low viability');
}
