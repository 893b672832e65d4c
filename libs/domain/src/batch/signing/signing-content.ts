import type { Digest, PersonId } from '../../brand.js';
import type { Meaning } from '../../signature.js';
import type { Language } from '../../text.js';
import type { AssessmentResult, ExceptionClass, Observation, Severity } from '../../exception/exception.js';
import type { SignedLine } from '../../step-kind/signed-line.js';

/**
 * Exactly what a signature covers (INV-7): plain JSON without undefined, so that its RFC 8785 form can be hashed.
 * Every field is shown by signingLines. A witness signs at another person's session, so `signer` is absent there; who
 * witnessed is in the signature itself.
 */
export type SigningContent = Readonly<{
  format: 'autolog-signing/1';
  meaning: Meaning;
  language: Language;
  batch: Readonly<{ number: string; coi: string; orderNumber: string; simulated: boolean }>;
  recipe: Readonly<{ code: string; version: string; hash: Digest }>;
  signer?: Readonly<{ person: PersonId; name: string; userName: string }>;
  step?: SignedStep;
  exception?: SignedException;
  record?: SignedRecord;
  certificate?: string;
  release?: SignedRelease;
  /** Free text by digest. */
  reason?: Digest;
}>;

export type SignedStep = Readonly<{
  id: string;
  number: number;
  title: string;
  instruction: string;
  /** What is recorded, label by label: the answer, its limits when it lies outside, what it replaces, who did it. */
  answer: readonly SignedLine[];
}>;
export type SignedException = Readonly<{
  id: string;
  class: ExceptionClass;
  severity: Severity;
  deviation: Observation;
  disposition: AssessmentResult;
  assessment: Digest;
}>;
/** By which rule results may come after the certificate, and which: the certifier answers for them too. */
export type SignedRelease = Readonly<{
  reference: string;
  pending: readonly Readonly<{ title: string; due: string; reference: string }>[];
}>;
/** The record as a whole at the moment of signing: nothing may be appended between reading and signing. */
export type SignedRecord = Readonly<{
  lastSeq: number;
  steps: number;
  notApplicable: number;
  exceptions: Readonly<Record<Severity, number>>;
  dispositions: Readonly<Record<AssessmentResult | 'open', number>>;
}>;
