import { sampleNumber } from '@autolog/domain/label/sample-number';
import { labelText } from '@autolog/domain/label/scan-code';
import { usePhrases, useText } from '../../language/phrases.js';
import { TrainingLabelsButton } from '../../training-labels/TrainingLabelsButton.js';
import { terminalPhrases } from '../language/phrases.js';
import type { CardProps } from './card-props.js';
import { LabelFrame } from './LabelFrame.js';
import styles from './cards.module.css';

/** What is taken into which container and for which tests, and its label. */
export function SampleCard({ step, line, batch, frame, onAnswer }: CardProps<'sample'>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const details = (
    <dl className={styles['sample']}>
      <dt>{t('sampleLabel')}</dt>
      <dd className={styles['sampleNumber']}>{labelText.sample(sampleNumber(batch.number, step.id))}</dd>
      <dt>{t('sampleContainer')}</dt>
      <dd>{text(step.container)}</dd>
      <dt>{t('sampleTests')}</dt>
      <dd>{step.tests.map(({ title }) => text(title)).join(', ')}</dd>
    </dl>
  );
  return (
    <LabelFrame
      frame={frame}
      details={details}
      onRead={(read, byHand) => onAnswer({ kind: 'sample', read, byHand }, read)}
    >
      {(typeByHand) => (
        <div className={styles['scanRow']}>
          <span>
            {t('scanSample')}
            <br />
            <span className={styles['help']}>{frame.disabledReason ?? t('waitingForScan')}</span>
          </span>
          {typeByHand}
          <TrainingLabelsButton batch={batch} line={line} />
        </div>
      )}
    </LabelFrame>
  );
}
