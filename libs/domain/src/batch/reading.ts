import { refusal, type Refusal } from '../refusal.js';
import type { Language, Text } from '../text.js';
import type { Finding } from './appending.js';
import type { Outcome } from './event.js';

/** An answer that can be recorded, with what a reviewer must see and the sentence that asks the reason for it. */
export type Readable = Readonly<{ outcome: Outcome; findings: readonly Finding[]; ask?: string }>;
/** An answer that cannot; with a finding the attempt stays on record. */
export type Unreadable = Readonly<{ refused: Refusal; finding?: Finding }>;
export type Reading = Readable | Unreadable;

export const readable = (outcome: Outcome): Readable => ({ outcome, findings: [] });
export const unreadable = (refused: Refusal, finding?: Finding): Unreadable => ({
  refused,
  ...(finding && { finding }),
});

export const answerDoesNotFit = (language: Language, what: Text): Refusal =>
  refusal('ANSWER_DOES_NOT_FIT', { what: what[language] });
