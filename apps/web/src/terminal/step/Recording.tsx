import type { ReactNode } from 'react';
import type { StepLine } from '@autolog/contract/batch';
import type { StepAnswer } from '@autolog/domain/batch/command';
import { usePhrases, useText } from '../../language/phrases.js';
import type { CommandOutcome } from '../../outbox/use-command.js';
import { AmbiguousNumberChoice } from '../../quantity/AmbiguousNumberChoice.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { terminalPhrases } from '../language/phrases.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';
import { ReasonCard } from './ReasonCard.js';
import type { StepFrameProps } from '../step-card/StepFrame.js';
import { useRecording, type RecordingTarget } from './use-recording.js';

type RecordingProps = RecordingTarget &
  Readonly<{
    disabledReason: string | undefined;
    facts: ReactNode;
    recorded?: ReactNode;
    more: StepFrameProps['more'];
    children: (frame: StepFrameProps, onAnswer: (answer: StepAnswer, shown: string) => void) => ReactNode;
  }>;

/** Records the answer of a card and shows the outcome. The card inside only makes the answer. */
export function Recording({ disabledReason, facts, recorded, more, children, ...of }: RecordingProps) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const { outcome, pending, needsSignature, commandToSign, accept, submit, handleRefusal, finish, reconsider } =
    useRecording(of);
  const { step } = of.line;
  const isQuiet = outcome.kind === 'ready' || outcome.kind === 'recorded';
  // What is kept on disk is sent again by itself. What is not (a reason is free text) is pressed again, with the same id.
  const isPersisted = pending !== undefined && pending.reason === undefined;
  const isUnderWay = outcome.kind === 'sending' || (outcome.kind === 'unanswered' && isPersisted);
  const onTyped = (typed: string): void => accept({ kind: 'entry', typed }, typed);
  const frame: StepFrameProps = {
    instruction: text(step.instruction),
    disabledReason: isUnderWay ? t('sendingAny') : disabledReason,
    note: isQuiet ? undefined : <RecordingNote outcome={outcome} step={step} shown={pending?.text} onTyped={onTyped} />,
    facts,
    recorded,
    needsSignature,
    more,
  };
  if (pending?.next === 'reason') {
    return (
      <ReasonCard
        frame={frame}
        value={pending.text}
        why={pending.why}
        action={t(of.act === 'perform' ? 'recordWithReason' : 'recordCorrection')}
        onReason={(reason) => void submit({ ...pending, reason })}
        onBack={reconsider}
      />
    );
  }
  return (
    <>
      {children(frame, accept)}
      {commandToSign === undefined || pending === undefined ? null : (
        <SigningDialog
          meaning="performed"
          path={commandToSign.path}
          body={commandToSign.body}
          onSigned={finish}
          onLeave={reconsider}
          onRefused={(problem) => handleRefusal(pending, problem)}
        />
      )}
    </>
  );
}

/** The outcome of the command. For a number that can mean two things the person is asked which one. */
function RecordingNote({
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
    return <AmbiguousNumberChoice candidates={[first, second]} unit={step.parameter.unit} onPick={onTyped} />;
  }
  return <CommandOutcomeBanner outcome={outcome} value={shown} />;
}
