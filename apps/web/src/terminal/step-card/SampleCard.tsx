import { useState } from 'react';
import { SCAN_LENGTH_MAX } from '@autolog/domain/label/scan-code';
import { usePhrases, useText } from '../../language/phrases.js';
import { useScan } from '../../scan/use-scan.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { sampleLabelCode } from '../../scan/sample-label.js';
import { TrainingLabelsButton } from '../../training-labels/TrainingLabelsButton.js';
import { terminalPhrases } from '../language/phrases.js';
import { StepFrame, useConfirmLabel } from './StepFrame.js';
import styles from './cards.module.css';
import type { CardProps } from './card-props.js';

/** What is taken into which container and for which tests; its label is scanned, or typed by hand with the reason. */
export function SampleCard({ step, line, batch, frame, onAnswer }: CardProps<'sample'>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const label = useConfirmLabel(frame.needsSignature);
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const [read, setRead] = useState<string>();
  useScan((code) => {
    if (frame.disabledReason !== undefined) return;
    setRead(code);
    onAnswer({ kind: 'sample', read: code, byHand: false }, code);
  });
  const labelCode = sampleLabelCode(batch.number, step.id);
  const send = (): void => onAnswer({ kind: 'sample', read: typed, byHand: true }, typed);
  const details = (
    <dl className={styles['sample']}>
      <dt>{t('sampleLabel')}</dt>
      <dd className={styles['sampleNumber']}>{labelCode}</dd>
      <dt>{t('sampleContainer')}</dt>
      <dd>{text(step.container)}</dd>
      <dt>{t('sampleTests')}</dt>
      <dd>{step.tests.map(({ title }) => text(title)).join(', ')}</dd>
    </dl>
  );
  if (typing) {
    return (
      <StepFrame
        frame={frame}
        confirm={{ label: label(typed), disabledReason: typed === '' ? t('typeLabel') : undefined, onPress: send }}
      >
        {details}
        <Field label={t('typeLabel')} text={typed} onText={setTyped} kind="code" max={SCAN_LENGTH_MAX} focusFirst />
        <div className={styles['row']}>
          <Button onPress={() => setTyping(false)}>{t('useScanner')}</Button>
        </div>
      </StepFrame>
    );
  }
  return (
    <StepFrame
      frame={frame}
      help={read === undefined ? undefined : <p className={styles['help']}>{t('read', { code: read })}</p>}
    >
      {details}
      <div className={styles['scanRow']}>
        <span>
          {t('scanSample')}
          <br />
          <span className={styles['help']}>{frame.disabledReason ?? t('waitingForScan')}</span>
        </span>
        <Button onPress={() => setTyping(true)}>{t('byHand')}</Button>
        <TrainingLabelsButton batch={batch} line={line} />
      </div>
    </StepFrame>
  );
}
