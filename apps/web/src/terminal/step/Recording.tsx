import type { ReactNode } from 'react';
import type { StepLine } from '@autolog/contract/batch';
import type { StepAnswer } from '@autolog/domain/batch/command';
import { useSay, useText } from '../../language/phrases.js';
import type { CommandOutcome } from '../../outbox/use-command.js';
import { AskWhich } from '../../quantity/AskWhich.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { terminalPhrases } from '../phrases.js';
import { OutcomeNote } from './OutcomeNote.js';
import { ReasonCard } from './ReasonCard.js';
import type { StepFrameProps } from './StepFrame.js';
import { useRecording, type RecordingOf } from './use-recording.js';

type RecordingProps = RecordingOf &
  Readonly<{
    cannot: string | undefined;
    facts: ReactNode;
    recorded?: ReactNode;
    more: StepFrameProps['more'];
    children: (frame: StepFrameProps, onAnswer: (answer: StepAnswer, shown: string) => void) => ReactNode;
  }>;

/** Carries an answer to the record and says what became of it. The card inside only makes the answer. */
export function Recording({ cannot, facts, recorded, more, children, ...of }: RecordingProps) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const { outcome, wanted, signs, toSign, answer, go, refused, finish, lookAgain } = useRecording(of);
  const { step } = of.line;
  const quiet = outcome.kind === 'ready' || outcome.kind === 'recorded';
  // What is held on disk is sent again by itself; what is not (a reason is free text) is pressed again, under one id.
  const isHeld = wanted !== undefined && wanted.reason === undefined;
  const underWay = outcome.kind === 'sending' || (outcome.kind === 'unanswered' && isHeld);
  const onTyped = (typed: string): void => answer({ kind: 'entry', typed }, typed);
  const frame: StepFrameProps = {
    instruction: text(step.instruction),
    cannot: underWay ? say('sendingAny') : cannot,
    note: quiet ? undefined : <Note outcome={outcome} step={step} shown={wanted?.shown} onTyped={onTyped} />,
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
        action={say(of.act === 'perform' ? 'recordWithReason' : 'recordCorrection')}
        onReason={(reason) => void go({ ...wanted, reason })}
        onBack={lookAgain}
      />
    );
  }
  return (
    <>
      {children(frame, answer)}
      {toSign === undefined || wanted === undefined ? null : (
        <SigningDialog
          meaning="performed"
          path={toSign.path}
          body={toSign.body}
          onSigned={finish}
          onLeave={lookAgain}
          onRefused={(problem) => refused(wanted, problem)}
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
