import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { Problem } from '@autolog/contract/problem';
import type { MeReply } from '@autolog/contract/session';
import { reasonNeededFor } from '@autolog/domain/batch/answer/reason-needed-for';
import type { StepAnswer } from '@autolog/domain/batch/command';
import { useLanguage } from '../../language/phrases.js';
import { useCommand, type OutgoingCommand } from '../../outbox/use-command.js';
import { forgetDraft } from '../step-card/drafts.js';
import { correctStep, performStep } from '../command/step-commands.js';

/** An answer that is not on record yet, as its person saw it, and what comes next for it. */
export type PendingAnswer = Readonly<{
  answer: StepAnswer;
  text: string;
  reason?: string;
  /** What is unusual about it. */
  why?: string;
  next: 'reason' | 'sign' | 'send';
}>;

export type RecordingTarget = Readonly<{
  me: MeReply;
  batch: BatchReply;
  line: StepLine;
  act: 'perform' | 'correct';
  onDone: () => void;
}>;

export const draftKey = (me: MeReply, batch: BatchReply, line: StepLine): string =>
  `${me.person}/${batch.id}/${line.step.id}`;

/**
 * Records an answer: asks for a reason where one is needed and a signature where the recipe requires it, then sends it.
 */
export function useRecording({ me, batch, line, act, onDone }: RecordingTarget) {
  const language = useLanguage();
  const { outcome, send, reset } = useCommand();
  const [pending, setPending] = useState<PendingAnswer>();
  const needsSignature = line.step.signature !== 'none';
  const target = { batch: batch.id, step: line.step.id, asOf: batch.asOf };
  const commandOf = ({ answer, reason }: PendingAnswer): OutgoingCommand =>
    act === 'perform' ? performStep(target, answer, reason) : correctStep(target, answer, reason ?? '');

  const finish = (): void => {
    forgetDraft(draftKey(me, batch, line));
    setPending(undefined);
    onDone();
  };
  /** The server asks for a reason that was not asked for here: only the server knows a blind limit. */
  const handleRefusal = (attempt: PendingAnswer, problem: Problem): boolean => {
    if (problem.code !== 'REASON_REQUIRED') return false;
    setPending({ ...attempt, next: 'reason', why: problem.facts['what'] ?? '' });
    return true;
  };
  const submit = async (attempt: PendingAnswer): Promise<void> => {
    setPending({ ...attempt, next: needsSignature ? 'sign' : 'send' });
    if (needsSignature) return;
    const sent = await send(commandOf(attempt));
    if (sent.kind === 'recorded') finish();
    if (sent.kind === 'refused' && handleRefusal(attempt, sent.problem)) reset();
  };
  const accept = (answer: StepAnswer, text: string): void => {
    if (outcome.kind === 'sending') return;
    const why = reasonNeededFor(line.step, answer, language);
    const attempt: PendingAnswer = { answer, text, next: 'reason' };
    if (why !== undefined) return setPending({ ...attempt, why });
    if (act === 'correct') return setPending(attempt);
    void submit(attempt);
  };
  const commandToSign = pending?.next === 'sign' ? commandOf(pending) : undefined;
  const reconsider = (): void => setPending(undefined);
  return { outcome, pending, needsSignature, commandToSign, accept, submit, handleRefusal, finish, reconsider };
}
