import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { formatOutcome } from '@autolog/domain/batch/answer/format-outcome';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../language/phrases.js';
import { StepCard } from '../step-card/StepCard.js';
import { Recording } from '../step/Recording.js';
import { draftKey } from '../step/use-recording.js';
import styles from './menu.module.css';

/** A new value with its reason; the old one stays in the record, struck through (T23). */
export function CorrectSheet({
  me,
  batch,
  line,
  disabledReason,
  onLeave,
}: Readonly<{
  me: MeReply;
  batch: BatchReply;
  line: StepLine;
  disabledReason: string | undefined;
  onLeave: () => void;
}>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const was = line.outcome === undefined ? '–' : formatOutcome(line.step, line.outcome, language);
  return (
    <Dialog title={t('correctTitle', { title: text(line.step.title) })} onLeave={onLeave} wide>
      <div className={styles['correct']}>
        <Recording
          me={me}
          batch={batch}
          line={line}
          act="correct"
          disabledReason={disabledReason}
          facts={<p>{t('was', { value: was })}</p>}
          more={{ label: t('back'), onPress: onLeave }}
          onDone={onLeave}
        >
          {(frame, onAnswer) => (
            <StepCard
              step={line.step}
              line={line}
              batch={batch}
              frame={frame}
              draft={`${draftKey(me, batch, line)}/correct`}
              onAnswer={onAnswer}
            />
          )}
        </Recording>
      </div>
    </Dialog>
  );
}
