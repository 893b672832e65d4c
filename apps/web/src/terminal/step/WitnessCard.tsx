import { useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { shownAt } from '../../live/clock.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { terminalPhrases } from '../phrases.js';
import { recordedShown } from './recorded-shown.js';
import { StepFrame, type StepFrameProps } from './StepFrame.js';
import { witnessStep } from './step.command.js';
import styles from './cards.module.css';

const LARGE_MAX = 20;

/** What was recorded, and a second person who signs for it on the same screen; nobody is signed out (T37). */
export function WitnessCard({
  me,
  batch,
  line,
  cannot,
  more,
}: Readonly<{
  me: MeReply;
  batch: BatchReply;
  line: StepLine;
  cannot: string | undefined;
  more: StepFrameProps['more'];
}>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const [signing, setSigning] = useState(false);
  const { path, body } = witnessStep({ batch: batch.id, step: line.step.id, asOf: batch.asOf });
  const name = line.performedByName ?? me.name;
  return (
    <StepFrame
      frame={{ instruction: text(line.step.title), cannot, note: undefined, facts: null, signs: true, more }}
      confirm={{ label: say('witness'), onPress: () => setSigning(true) }}
      help={<p className={styles['help']}>{say('awaitsWitness')}</p>}
    >
      <p className={styles['help']}>{say('wasRecorded')}</p>
      <Outcome shown={line.outcome === undefined ? '–' : recordedShown(line.step, line.outcome, language)} />
      {line.performedAt === undefined ? null : (
        <p className={styles['help']}>{say('by', { name, at: shownAt(line.performedAt, 'day and time', language) })}</p>
      )}
      {signing ? (
        <SigningDialog
          meaning="witnessed"
          path={path}
          body={body}
          besides={{ name, userName: line.signature?.userName ?? me.userName }}
          onSigned={() => setSigning(false)}
          onLeave={() => setSigning(false)}
        />
      ) : null}
    </StepFrame>
  );
}

/** A figure in large type; several findings as lines. */
const Outcome = ({ shown }: Readonly<{ shown: string }>) =>
  shown.length <= LARGE_MAX ? (
    <p className={styles['large']}>{shown}</p>
  ) : (
    <ul className={styles['findings']}>
      {shown.split('; ').map((finding) => (
        <li key={finding}>{finding}</li>
      ))}
    </ul>
  );
