import { useState, type ReactNode } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { Problem } from '@autolog/contract/live';
import type { MeReply } from '@autolog/contract/session';
import type { Answer } from '@autolog/domain/batch/command';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { useCommand, type CommandOutcome } from '../../outbox/use-command.js';
import { AskWhich } from '../../quantity/AskWhich.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { terminalPhrases } from '../phrases.js';
import { asksReason } from './asks-reason.js';
import { forgetDraft } from './drafts.js';
import { OutcomeNote } from './OutcomeNote.js';
import { ReasonCard } from './ReasonCard.js';
import { correctStep, performStep } from './step.command.js';
import type { StepFrameProps } from './StepFrame.js';

type Wanted = Readonly<{
  answer: Answer;
  shown: string;
  reason?: string;
  why?: string;
  stage: 'reason' | 'sign' | 'send';
}>;

export const draftKey = (me: MeReply, batch: BatchReply, line: StepLine): string =>
  `${me.person}/${batch.id}/${line.step.id}`;

/**
 * From an answer to the record: asks the reason where one is due, the signature where the recipe demands it, sends,
 * and says what became of it. The card inside only makes the answer.
 */
export function Recording({
  me,
  batch,
  line,
  act,
  cannot,
  facts,
  recorded,
  more,
  onDone,
  children,
}: Readonly<{
  me: MeReply;
  batch: BatchReply;
  line: StepLine;
  act: 'perform' | 'correct';
  cannot: string | undefined;
  facts: ReactNode;
  recorded?: ReactNode;
  more: StepFrameProps['more'];
  onDone: () => void;
  children: (frame: StepFrameProps, onAnswer: (answer: Answer, shown: string) => void) => ReactNode;
}>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const { outcome, send, forget } = useCommand();
  const [wanted, setWanted] = useState<Wanted>();
  const { step } = line;
  const signs = step.signature !== 'none';
  const where = { batch: batch.id, step: step.id, asOf: batch.asOf };
  const commandOf = (answer: Answer, reason: string | undefined) =>
    act === 'perform'
      ? performStep(where, answer, reason)
      : { ...correctStep(where, answer, reason ?? ''), held: false };

  const finish = (): void => {
    forgetDraft(draftKey(me, batch, line));
    onDone();
  };
  const askReason = (want: Wanted, problem: Problem): boolean => {
    if (problem.code !== 'REASON_REQUIRED') return false;
    setWanted({ ...want, stage: 'reason', why: problem.facts['what'] ?? '' });
    return true;
  };
  const go = async (want: Wanted): Promise<void> => {
    setWanted({ ...want, stage: signs ? 'sign' : 'send' });
    if (signs) return;
    const sent = await send(commandOf(want.answer, want.reason));
    if (sent.kind === 'recorded') finish();
    if (sent.kind === 'refused' && askReason(want, sent.problem)) forget();
  };
  const onAnswer = (answer: Answer, shown: string): void => {
    if (outcome.kind === 'sending') return;
    const unusual = asksReason(step, answer, language);
    if (unusual === undefined && act === 'perform') return void go({ answer, shown, stage: 'send' });
    setWanted({
      answer,
      shown,
      stage: 'reason',
      ...(unusual === undefined ? {} : { why: say(unusual.says, unusual.facts) }),
    });
  };

  const quiet = outcome.kind === 'ready' || outcome.kind === 'recorded';
  const frame: StepFrameProps = {
    instruction: text(step.instruction),
    cannot: outcome.kind === 'sending' ? say('sendingAny') : cannot,
    note: quiet ? undefined : (
      <Note
        outcome={outcome}
        step={step}
        shown={wanted?.shown}
        onTyped={(typed) => onAnswer({ kind: 'entry', typed }, typed)}
      />
    ),
    facts,
    recorded,
    signs,
    more,
  };

  if (wanted?.stage === 'reason') {
    return (
      <ReasonCard
        frame={frame}
        value={wanted.shown}
        why={wanted.why}
        action={say(act === 'perform' ? 'recordWithReason' : 'recordCorrection')}
        onReason={(reason) => void go({ ...wanted, reason })}
        onBack={() => setWanted(undefined)}
      />
    );
  }
  const toSign = wanted?.stage === 'sign' ? commandOf(wanted.answer, wanted.reason) : undefined;
  return (
    <>
      {children(frame, onAnswer)}
      {toSign === undefined || wanted === undefined ? null : (
        <SigningDialog
          meaning="performed"
          path={toSign.path}
          body={toSign.body}
          onSigned={() => {
            setWanted(undefined);
            finish();
          }}
          onLeave={() => setWanted(undefined)}
          onRefused={(problem) => askReason(wanted, problem)}
        />
      )}
    </>
  );
}

/** What became of the press; a figure that may mean two things is asked and not guessed. */
function Note({
  outcome,
  step,
  shown,
  onTyped,
}: Readonly<{
  outcome: CommandOutcome;
  step: StepLine['step'];
  shown: string | undefined;
  onTyped: (typed: string) => void;
}>) {
  if (outcome.kind === 'refused' && outcome.problem.code === 'NUMBER_UNCLEAR' && step.kind === 'entry') {
    const { first = '', second = '' } = outcome.problem.facts;
    return <AskWhich readings={[first, second]} unit={step.parameter.unit} onPick={onTyped} />;
  }
  return <OutcomeNote outcome={outcome} value={shown} />;
}
