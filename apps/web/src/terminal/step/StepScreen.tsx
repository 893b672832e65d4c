import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { millisOf } from '@autolog/domain/time';
import type { Instant } from '@autolog/domain/brand';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { formatInstant, useSiteSeconds } from '../../time/site-clock.js';
import { mayPerform } from '../../batch/next-steps.js';
import { terminalPhrases } from '../language/phrases.js';
import { formatRecorded } from './format-recorded.js';
import { StepCard } from '../step-card/StepCard.js';
import { Recording } from './Recording.js';
import { draftKey } from './use-recording.js';
import { StepFrame } from '../step-card/StepFrame.js';
import { WitnessCard } from './WitnessCard.js';
import styles from '../step-card/cards.module.css';

type Props = Readonly<{
  me: MeReply;
  batch: BatchReply;
  line: StepLine;
  disabledReason: string | undefined;
  onMore: () => void;
}>;

/** The step on the screen: locked, to be performed, or to be witnessed. */
export function StepScreen(props: Props) {
  const { me, batch, line, disabledReason, onMore } = props;
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const more = { label: t('more'), onPress: onMore };
  const facts = <WindowFact line={line} />;
  // During a hold its reasons take this room.
  const recorded = batch.held ? undefined : <LastRecorded batch={batch} />;
  if (line.status === 'awaiting_witness') return <WitnessCard {...props} more={more} />;
  const isMine = mayPerform(line, me.roles);
  if (line.status === 'locked' || !isMine) {
    const first = line.waitsFor[0];
    const waits =
      first === undefined ? undefined : <p className={styles['fact']}>{t('waitsFor', { first: text(first) })}</p>;
    return (
      <StepFrame
        frame={{
          instruction: text(line.step.instruction),
          disabledReason,
          note: undefined,
          facts,
          recorded,
          needsSignature: false,
          more,
        }}
      >
        {isMine ? null : <p className={styles['others']}>{t('forOthers')}</p>}
        {waits}
      </StepFrame>
    );
  }
  return (
    <Recording
      me={me}
      batch={batch}
      line={line}
      act="perform"
      disabledReason={disabledReason}
      facts={facts}
      recorded={recorded}
      more={more}
      onDone={() => undefined}
    >
      {(frame, onAnswer) => (
        <StepCard
          step={line.step}
          line={line}
          batch={batch}
          frame={frame}
          draft={draftKey(me, batch, line)}
          onAnswer={onAnswer}
        />
      )}
    </Recording>
  );
}

/** The window of a step: when it opens, when it closes, or that it has closed. */
function WindowFact({ line }: Readonly<{ line: StepLine }>) {
  const t = usePhrases(terminalPhrases);
  const language = useLanguage();
  const now = useSiteSeconds();
  const { opensAt, closesAt, status } = line;
  if (now === undefined || status === 'in_progress') return null;
  const isAhead = (at: string): boolean => millisOf(at as Instant) / 1000 > now;
  const formatted = (at: string): string => formatInstant(at, 'day and time', language);
  if (opensAt !== undefined && isAhead(opensAt))
    return <p className={styles['fact']}>{t('opensAt', { at: formatted(opensAt) })}</p>;
  if (closesAt === undefined) return null;
  if (isAhead(closesAt)) return <p className={styles['fact']}>{t('closesAt', { at: formatted(closesAt) })}</p>;
  return (
    <p className={styles['fault']}>
      <span aria-hidden>◆ </span>
      {t('windowClosed', { at: formatted(closesAt) })}
    </p>
  );
}

/** What was recorded last, as the record has it: the only place that says "recorded" (T26). */
function LastRecorded({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const last = batch.steps
    .filter(({ performedAt, outcome }) => performedAt !== undefined && outcome !== undefined)
    .toSorted((a, b) => (a.performedAt ?? '').localeCompare(b.performedAt ?? ''))
    .at(-1);
  if (last?.outcome === undefined || last.performedAt === undefined) return null;
  return (
    <p className={styles['help']} role="status">
      {t('recordedLast', {
        title: text(last.step.title),
        value: formatRecorded(last.step, last.outcome, language),
        name: last.performedByName ?? '–',
        at: formatInstant(last.performedAt, 'time', language),
      })}
    </p>
  );
}
