import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { formatInstant } from '../../time/site-clock.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { terminalPhrases } from '../language/phrases.js';
import { formatRecorded } from './format-recorded.js';
import { StepFrame, type StepFrameProps } from '../step-card/StepFrame.js';
import { witnessStep } from '../command/step-commands.js';
import styles from '../step-card/cards.module.css';

const LARGE_MAX = 20;

/** What was recorded; a second person signs for it on the same screen, and nobody is signed out (T37). */
export function WitnessCard({
  me,
  batch,
  line,
  disabledReason,
  more,
}: Readonly<{
  me: MeReply;
  batch: BatchReply;
  line: StepLine;
  disabledReason: string | undefined;
  more: StepFrameProps['more'];
}>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const [signing, setSigning] = useState(false);
  const { path, body } = witnessStep({ batch: batch.id, step: line.step.id, asOf: batch.asOf });
  const name = line.performedByName ?? me.name;
  return (
    <StepFrame
      frame={{
        instruction: text(line.step.title),
        disabledReason,
        note: undefined,
        facts: null,
        needsSignature: true,
        more,
      }}
      confirm={{ label: t('witness'), onPress: () => setSigning(true) }}
      help={<p className={styles['help']}>{t('awaitsWitness')}</p>}
    >
      <p className={styles['help']}>{t('wasRecorded')}</p>
      <RecordedText text={line.outcome === undefined ? '–' : formatRecorded(line.step, line.outcome, language)} />
      {line.performedAt === undefined ? null : (
        <p className={styles['help']}>
          {t('by', { name, at: formatInstant(line.performedAt, 'day and time', language) })}
        </p>
      )}
      {signing ? (
        <SigningDialog
          meaning="witnessed"
          path={path}
          body={body}
          performer={{ name, userName: line.signature?.userName ?? me.userName }}
          onSigned={() => setSigning(false)}
          onLeave={() => setSigning(false)}
        />
      ) : null}
    </StepFrame>
  );
}

/** A figure in large type; several findings as lines. */
const RecordedText = ({ text }: Readonly<{ text: string }>) =>
  text.length <= LARGE_MAX ? (
    <p className={styles['large']}>{text}</p>
  ) : (
    <ul className={styles['findings']}>
      {text.split('; ').map((finding) => (
        <li key={finding}>{finding}</li>
      ))}
    </ul>
  );
