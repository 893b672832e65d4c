import { useState } from 'react';
import { SCAN_LENGTH_MAX } from '@autolog/domain/label/scan-code';
import { useSay, useText } from '../../../language/phrases.js';
import { useScan } from '../../../scan/Scanner.js';
import { Button } from '../../../ui/Button.js';
import { Field } from '../../../ui/Field.js';
import { labelOfSample } from '../../labels/label.js';
import { TrainingLabelsKey } from '../../labels/TrainingLabelsKey.js';
import { terminalPhrases } from '../../phrases.js';
import { StepFrame, useConfirmLabel } from '../StepFrame.js';
import styles from '../cards.module.css';
import type { CardProps } from './card.js';

/** What is taken into which container and for which tests; its label is scanned, or typed by hand with the reason. */
export function SampleCard({ step, line, batch, frame, onAnswer }: CardProps<'sample'>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const label = useConfirmLabel(frame.signs);
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const [read, setRead] = useState<string>();
  useScan((code) => {
    if (frame.cannot !== undefined) return;
    setRead(code);
    onAnswer({ kind: 'sample', read: code, byHand: false }, code);
  });
  const wanted = labelOfSample(batch.number, step.id);
  const send = (): void => onAnswer({ kind: 'sample', read: typed, byHand: true }, typed);
  const about = (
    <dl className={styles['sample']}>
      <dt>{say('sampleLabel')}</dt>
      <dd className={styles['sampleNumber']}>{wanted}</dd>
      <dt>{say('sampleContainer')}</dt>
      <dd>{text(step.container)}</dd>
      <dt>{say('sampleTests')}</dt>
      <dd>{step.tests.map(({ title }) => text(title)).join(', ')}</dd>
    </dl>
  );
  if (typing) {
    return (
      <StepFrame
        frame={frame}
        confirm={{ label: label(typed), cannot: typed === '' ? say('typeLabel') : undefined, onPress: send }}
      >
        {about}
        <Field label={say('typeLabel')} text={typed} onText={setTyped} kind="code" max={SCAN_LENGTH_MAX} focusFirst />
        <div className={styles['row']}>
          <Button onPress={() => setTyping(false)}>{say('useScanner')}</Button>
        </div>
      </StepFrame>
    );
  }
  return (
    <StepFrame
      frame={frame}
      help={read === undefined ? undefined : <p className={styles['help']}>{say('read', { code: read })}</p>}
    >
      {about}
      <div className={styles['scanRow']}>
        <span>
          {say('scanSample')}
          <br />
          <span className={styles['help']}>{frame.cannot ?? say('waitingForScan')}</span>
        </span>
        <Button onPress={() => setTyping(true)}>{say('byHand')}</Button>
        <TrainingLabelsKey batch={batch} line={line} />
      </div>
    </StepFrame>
  );
}
