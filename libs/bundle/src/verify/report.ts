import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { Signature } from '@autolog/domain/signature';

/** Where a fault was found, from the container inwards. */
type FaultLocation =
  | 'container'
  | 'file'
  | 'event'
  | 'readings'
  | 'proof'
  | 'checkpoint'
  | 'key'
  | 'witness'
  | 'record'
  | 'recipe'
  | 'text';

/** One fault as a sentence: `name` (a file, event, signal and day, or text) is the subject, `says` the rest. */
export type VerificationFault = Readonly<{ place: FaultLocation; name: string; says: string }>;

/** A rule of the batch that an event breaks. The bundle may be intact; then the record itself is not in order. */
export type BrokenRule = Readonly<{ event: string; says: string }>;

export type KeyComparison = 'equal' | 'by witness' | 'not compared';

export type WitnessComparison = Readonly<{
  /** `this`: the witness has the bundle's checkpoint. `other sizes` proves nothing about this bundle. */
  found: 'this' | 'other sizes' | 'nothing of this log';
  /** How many checkpoints of this log the witness has, and the smallest and greatest of their sizes. */
  checkpoints: number;
  least: number;
  greatest: number;
}>;

/** A signature in the record, with what was signed. */
export type RecordedSignature = Readonly<{ seq: number; about: string; signature: Signature }>;

export type RecordSummary = Readonly<{
  events: number;
  status: BatchStatus;
  held: boolean;
  stepsDone: number;
  stepsOpen: readonly string[];
  exceptions: Readonly<{ all: number; open: number; critical: number }>;
  signatures: readonly RecordedSignature[];
  certificate?: Readonly<{ number: string; signature: Signature }>;
  exports: number;
}>;

/**
 * All that a script needs. `key not compared`: the bundle is consistent, but so is one that was forged whole.
 * `rules broken`: the bundle is consistent, but what it records breaks the recipe or the rules of a batch.
 */
export type VerificationVerdict = 'proven' | 'key not compared' | 'rules broken' | 'does not hold';

/** The results of all checks. A part that could not be checked is absent. */
export type VerificationReport = {
  verdict: VerificationVerdict;
  file: string;
  bytes: number;
  /** No fault was found. Whether the key was compared and the rules were kept is in the verdict. */
  holds: boolean;
  faults: readonly VerificationFault[];
  /** SHA-256 of every byte before the comment. */
  digest?: string;
  about?: Readonly<{
    export: string;
    batch: string;
    number: string;
    coi: string;
    orderNumber: string;
    simulated: boolean;
    site: string;
    zone: string;
    profile: string;
    exportedBy: string;
    exportedAt: string;
    software: string;
  }>;
  log?: Readonly<{ origin: string; size: number; root: string; events: number }>;
  key?: Readonly<{ fingerprint: string; compared: KeyComparison }>;
  witness?: WitnessComparison;
  record?: RecordSummary;
  /** Absent when the rules could not be checked because the recipe is not the one of this record. */
  rules?: Readonly<{ events: number; broken: readonly BrokenRule[] }>;
  /** `started`: the batch was started with this recipe. Otherwise it was only created for it. */
  recipe?: Readonly<{ code: string; version: string; hash: string; started: boolean }>;
  readings?: Readonly<{ files: number; rows: number; gaps: number; unrecovered: number }>;
  /** `missing`: absent texts, each with the first event that names it. No event records that a text was removed. */
  texts?: Readonly<{
    present: number;
    absent: number;
    missing: readonly Readonly<{ event: string; sha256: string }>[];
  }>;
};

/** Collects faults during verification. */
export class FaultCollector {
  readonly all: VerificationFault[] = [];

  add(place: FaultLocation, name: string, sentence: string): void {
    this.all.push({ place, name, says: sentence });
  }
}
