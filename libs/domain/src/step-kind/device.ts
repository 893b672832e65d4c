import { figureLine } from './described-outcome.js';
import type { EquipmentId, Instant } from '../brand.js';
import type { ReadingFact } from '../device/reading-fact.js';
import { qualityOf, type SignalName } from '../device/signal.js';
import { isDecimal, type DecimalText } from '../quantity/decimal.js';
import { formatQuantity } from '../quantity/format-quantity.js';
import type { Parameter } from '../quantity/parameter.js';
import type { UnitCode } from '../quantity/unit.js';
import { refusal } from '../refusal.js';
import type { Text } from '../text.js';
import { elapsedMs } from '../time.js';
import { deviceOnOtherBatch, readingForOtherBatch } from './device-batch.js';
import { compareWithLimits } from './figure.js';
import { rejection, type Rejection } from './interpreted-answer.js';
import { signedLine } from './signed-line.js';
import type { StepCommon } from './step-common.js';
import type { StepContext } from './step-context.js';
import type { StepKindRules } from './step-kind.js';

/** Takes the latest good reading of the bound device; what the person sees is what is recorded. */
export type DeviceStep = StepCommon & Readonly<{ kind: 'device'; signal: SignalName; parameter: Parameter }>;
export type DeviceKind = Readonly<{
  step: DeviceStep;
  /** The reading the person saw; recorded only if the log holds exactly that one. */
  answer: Readonly<{ kind: 'device'; value: string; sourceTime: Instant }>;
  outcome: Readonly<{
    kind: 'device';
    signal: SignalName;
    value: DecimalText;
    unit: UnitCode;
    device: EquipmentId;
    sourceTime: Instant;
    receivedAt: Instant;
    statusCode: number;
  }>;
}>;

/** A reading older than this is not current any more. Site milliseconds. */
export const DEVICE_READING_AGE_MAX_MS = 5 * 60_000;
/** Real milliseconds a reading needs to get here and a person to take it over; counts when the site clock runs fast. */
const DEVICE_READING_DELAY_MAX_MS = 30_000;

const SIGNAL: Text = { en: 'Signal', nl: 'Signaal' };
const MEASURED: Text = { en: 'Measured at', nl: 'Gemeten op' };

export const DEVICE: StepKindRules<DeviceKind> = {
  expectedAnswer: { en: 'it asks for a reading of the device.', nl: 'gevraagd is een meting van het apparaat.' },
  identifies: true,
  isAnsweredByDevice: () => true,
  neededLabel: undefined,
  isSameOutcome: undefined,
  outcomeFields: {
    signal: 'signal',
    value: 'decimal',
    unit: 'unit',
    device: 'id',
    sourceTime: 'instant',
    receivedAt: 'instant',
    statusCode: 'whole number',
  },
  parseAnswer: ({ value, sourceTime }) =>
    value === undefined || sourceTime === undefined
      ? 'a reading needs `value` and `sourceTime`'
      : { kind: 'device', value, sourceTime },
  reasonNeededFor: ({ parameter }, { value }, language) =>
    compareWithLimits(parameter, value, language).reasonNeededFor,
  interpret: (context, step, answer) => {
    const { language } = context;
    const compared = compareWithLimits(step.parameter, answer.value, language);
    const lines = [
      ...compared.lines,
      signedLine(SIGNAL, step.signal, language),
      signedLine(MEASURED, answer.sourceTime, language),
    ];
    const reading = readingToRecord(context, step, answer);
    if ('refused' in reading) return { ...reading, lines };
    const { device, signal, value, sourceTime, receivedAt, statusCode } = reading;
    const { unit } = step.parameter;
    const outcome = { kind: 'device', signal, value, unit, device, sourceTime, receivedAt, statusCode } as const;
    return { ...compared, outcome, lines };
  },
  formatOutcome: (_step, { value, unit }, language) => formatQuantity(value, unit, language),
  describeOutcome: (_step, { value, unit, sourceTime }, language) => ({
    lines: [figureLine(formatQuantity(value, unit, language))],
    notes: [{ kind: 'measured', at: sourceTime }],
  }),
  faults: () => [],
  numbered: (step, { parameter }) => ({ ...step, parameter: parameter(step.parameter) }),
};

/** The reading that the person saw, and only if the log holds exactly that one, good and fresh. */
function readingToRecord(
  context: StepContext,
  { signal }: DeviceStep,
  answer: DeviceKind['answer'],
): ReadingFact | Rejection {
  const { batch, facts, now } = context;
  const otherBatch = deviceOnOtherBatch(context);
  if (otherBatch) return otherBatch;
  const { reading } = facts;
  const none = rejection(refusal('NO_READING', { signal }));
  if (reading?.signal !== signal || reading.device !== batch.device?.id) return none;
  if (qualityOf(reading.statusCode) !== 'good' || !isDecimal(reading.value)) return none;
  if (reading.value !== answer.value || reading.sourceTime !== answer.sourceTime) {
    return rejection(refusal('READING_MOVED'));
  }
  const age = Math.max(Math.abs(elapsedMs(reading.sourceTime, now)), elapsedMs(reading.receivedAt, now));
  const ageMax = Math.max(DEVICE_READING_AGE_MAX_MS, DEVICE_READING_DELAY_MAX_MS * (facts.clockRate ?? 1));
  if (age > ageMax) return none;
  // Measured a moment before the device was told of this batch: the next value is a few seconds away.
  return readingForOtherBatch(context) ? none : reading;
}
