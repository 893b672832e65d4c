import type { BatchReply, ExceptionLine, StepLine } from '@autolog/contract/batch';
import type { RecordReply } from '@autolog/contract/record';

/** The figures at the top of a review (Q1), counted from the record itself. */
export type ReviewSummary = Readonly<{
  stepsDone: number;
  stepsTotal: number;
  criticalOpen: number;
  open: number;
  exceptions: number;
  /** Signatures that performed steps should have and do not. */
  signaturesMissing: number;
  signaturesGiven: number;
  signaturesRequired: number;
  awaitingWitness: number;
  gaps: readonly ExceptionLine[];
}>;

export function reviewSummaryOf(batch: Pick<BatchReply, 'steps' | 'exceptions'>): ReviewSummary {
  const open = batch.exceptions.filter((exception) => exception.assessed === undefined);
  return {
    stepsDone: batch.steps.filter((line) => line.status === 'done').length,
    // A step that does not apply is not missing.
    stepsTotal: batch.steps.filter((line) => line.status !== 'not_applicable').length,
    criticalOpen: open.filter((exception) => exception.severity === 'critical').length,
    open: open.length,
    exceptions: batch.exceptions.length,
    signaturesMissing: sumOf(
      batch.steps.filter(isPerformed),
      (line) => requiredSignatures(line) - givenSignatures(line),
    ),
    signaturesGiven: sumOf(batch.steps, givenSignatures),
    signaturesRequired: sumOf(batch.steps, (line) => (line.status === 'not_applicable' ? 0 : requiredSignatures(line))),
    awaitingWitness: batch.steps.filter((line) => line.status === 'awaiting_witness').length,
    gaps: batch.exceptions.filter((exception) => exception.class === 'data_gap'),
  };
}

const sumOf = (steps: readonly StepLine[], count: (line: StepLine) => number): number =>
  steps.reduce((sum, line) => sum + count(line), 0);

const isPerformed = (line: StepLine): boolean => line.performedAt !== undefined;

const REQUIRED_SIGNATURES = { none: 0, performer: 1, 'performer+witness': 2 } as const;
const requiredSignatures = ({ step }: StepLine): number => REQUIRED_SIGNATURES[step.signature];
/** A signature that is not required does not compensate for one that is missing. */
const givenSignatures = (line: StepLine): number =>
  Math.min(requiredSignatures(line), (line.signature ? 1 : 0) + (line.witness ? 1 : 0));

/** A step without exception, correction or missing signature. */
export const needsNoAttention = (line: StepLine): boolean =>
  line.exceptions.length === 0 &&
  line.corrected.length === 0 &&
  (!isPerformed(line) || givenSignatures(line) === requiredSignatures(line));

/** The events of a batch in the ledger, and whether their numbers are complete. */
export type LedgerCheck = Readonly<{
  events: number;
  inLedger: number;
  /** The first missing number; undefined when the sequence is complete. */
  firstMissing?: number;
  lastLeaf?: string;
  /** Position of the newest leaf in the ledger of the whole site. */
  lastIndex?: number;
}>;

export function ledgerCheck({ events }: Pick<RecordReply, 'events'>): LedgerCheck {
  const numbers = new Set(events.map((event) => event.seq));
  const firstMissing = Array.from({ length: Math.max(0, ...numbers) }, (_, n) => n + 1).find(
    (seq) => !numbers.has(seq),
  );
  const inLedger = events.filter((event) => event.leafIndex !== undefined);
  const newest = inLedger.toSorted((a, b) => a.seq - b.seq).at(-1);
  return {
    events: events.length,
    inLedger: inLedger.length,
    ...(firstMissing === undefined ? {} : { firstMissing }),
    ...(newest === undefined ? {} : { lastLeaf: newest.leafHash }),
    ...(newest?.leafIndex === undefined ? {} : { lastIndex: newest.leafIndex }),
  };
}

export const isComplete = (check: LedgerCheck): boolean =>
  check.events > 0 && check.firstMissing === undefined && check.inLedger === check.events;

/** The first and last four characters of a digest. */
export const shortDigest = (digest: string): string => `${digest.slice(0, 4)}…${digest.slice(-4)}`;
