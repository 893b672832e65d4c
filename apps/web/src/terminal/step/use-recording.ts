import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { Problem } from '@autolog/contract/live';
import type { MeReply } from '@autolog/contract/session';
import { reasonNeededFor } from '@autolog/domain/batch/answer/reason-needed-for';
import type { StepAnswer } from '@autolog/domain/batch/command';
import { useLanguage } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { forgetDraft } from './drafts.js';
import { correctStep, performStep } from './step.command.js';

/** What a person wants recorded, as they saw it, and how far it has come. */
export type Wanted = Readonly<{
  answer: StepAnswer;
  shown: string;
  reason?: string;
  /** What is unusual about it. */
  why?: string;
  stage: 'reason' | 'sign' | 'send';
}>;

export type RecordingOf = Readonly<{
  me: MeReply;
  batch: BatchReply;
  line: StepLine;
  act: 'perform' | 'correct';
  onDone: () => void;
}>;

export const draftKey = (me: MeReply, batch: BatchReply, line: StepLine): string =>
  `${me.person}/${batch.id}/${line.step.id}`;

/** From an answer to the record: the reason where one is due, the signature where the recipe demands it, then sent. */
export function useRecording({ me, batch, line, act, onDone }: RecordingOf) {
  const language = useLanguage();
  const { outcome, send, forget } = useCommand();
  const [wanted, setWanted] = useState<Wanted>();
  const signs = line.step.signature !== 'none';
  const where = { batch: batch.id, step: line.step.id, asOf: batch.asOf };
  const commandOf = ({ answer, reason }: Wanted) =>
    act === 'perform'
      ? performStep(where, answer, reason)
      : { ...correctStep(where, answer, reason ?? ''), held: false };

  const finish = (): void => {
    forgetDraft(draftKey(me, batch, line));
    setWanted(undefined);
    onDone();
  };
  /** The server asks a reason that was not asked here: a blind limit is known to it alone. */
  const refused = (want: Wanted, problem: Problem): boolean => {
    if (problem.code !== 'REASON_REQUIRED') return false;
    setWanted({ ...want, stage: 'reason', why: problem.facts['what'] ?? '' });
    return true;
  };
  const go = async (want: Wanted): Promise<void> => {
    setWanted({ ...want, stage: signs ? 'sign' : 'send' });
    if (signs) return;
    const sent = await send(commandOf(want));
    if (sent.kind === 'recorded') finish();
    if (sent.kind === 'refused' && refused(want, sent.problem)) forget();
  };
  const answer = (given: StepAnswer, shown: string): void => {
    if (outcome.kind === 'sending') return;
    const why = reasonNeededFor(line.step, given, language);
    const want: Wanted = { answer: given, shown, stage: 'reason' };
    if (why !== undefined) return setWanted({ ...want, why });
    if (act === 'correct') return setWanted(want);
    void go(want);
  };
  const toSign = wanted?.stage === 'sign' ? commandOf(wanted) : undefined;
  return { outcome, wanted, signs, toSign, answer, go, refused, finish, lookAgain: () => setWanted(undefined) };
}
