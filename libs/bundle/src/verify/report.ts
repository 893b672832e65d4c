import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { Signature } from '@autolog/domain/signature';

/** Where something does not hold, from the wrapping inwards. */
export type FaultLocation =
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

/** One thing that does not hold, in a sentence; `name` says which file, event, signal and day, or text. */
export type VerificationFault = Readonly<{ place: FaultLocation; name: string; says: string }>;

/** A rule of the batch that an event breaks: the copy may be whole, and the record it is a copy of is not in order. */
export type BrokenRule = Readonly<{ event: string; says: string }>;

export type KeyComparison = 'equal' | 'by witness' | 'not compared';

export type WitnessComparison = Readonly<{
  /** `this`: it holds this very checkpoint. The others say what it can and cannot tell. */
  found: 'this' | 'other sizes' | 'nothing of this log';
  /** Checkpoints of this log in the witness, and the least and greatest of their sizes. */
  checkpoints: number;
  least: number;
  greatest: number;
}>;

/** A signature as it stands in the record, with what it was given for. */
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
 * All that a script needs. `key not compared`: the bundle holds in itself, as one that anybody made anew would too.
 * `rules broken`: it holds in itself, and what was recorded was not done as the recipe and the rules of a batch say.
 */
export type VerificationVerdict = 'proven' | 'key not compared' | 'rules broken' | 'does not hold';

/** Everything that was checked and what came of it; a part that could not be looked at is absent. */
export type VerificationReport = {
  verdict: VerificationVerdict;
  file: string;
  bytes: number;
  /** Whole in itself. Of whose it is, and whether the rules were kept, only the verdict speaks. */
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
  /** Absent where the rules could not be checked, because the recipe they rest on is not the one of this record. */
  rules?: Readonly<{ events: number; broken: readonly BrokenRule[] }>;
  /** `started`: the batch was started with it; one that was only created was created for it. */
  recipe?: Readonly<{ code: string; version: string; hash: string; started: boolean }>;
  readings?: Readonly<{ files: number; rows: number; gaps: number; unrecovered: number }>;
  /** `missing`: texts that are not here, each with the first event that names it. No event says that a text was removed. */
  texts?: Readonly<{
    present: number;
    absent: number;
    missing: readonly Readonly<{ event: string; sha256: string }>[];
  }>;
};

/** Collects what does not hold while checking goes on. */
export class FaultCollector {
  readonly all: VerificationFault[] = [];

  add(place: FaultLocation, name: string, says: string): void {
    this.all.push({ place, name, says });
  }
}
