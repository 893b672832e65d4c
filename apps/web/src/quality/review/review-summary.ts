import type { BatchReply, ExceptionLine, RecordReply, StepLine } from '@autolog/contract/batch';

/** The figures a review opens on (Q1). Counted from the record itself, so that none can disagree with it. */
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
    // What the recipe's own conditions leave out is not work that was not done.
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
/** A signature nobody asked for does not make up for one that is missing elsewhere. */
const givenSignatures = (line: StepLine): number =>
  Math.min(requiredSignatures(line), (line.signature ? 1 : 0) + (line.witness ? 1 : 0));

/** Nothing about this step has to be looked at: no exception, no correction, no signature that should be there. */
export const needsNoAttention = (line: StepLine): boolean =>
  line.exceptions.length === 0 &&
  line.corrected.length === 0 &&
  (!isPerformed(line) || givenSignatures(line) === requiredSignatures(line));

/** What the ledger says of a batch: every event with a leaf, numbered without a hole. */
export type LedgerCheck = Readonly<{
  events: number;
  inLedger: number;
  /** The first number that should be there and is not; undefined when the sequence is whole. */
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

/** A digest as people compare it by eye: its first and last four characters. */
export const shortDigest = (digest: string): string => `${digest.slice(0, 4)}…${digest.slice(-4)}`;
