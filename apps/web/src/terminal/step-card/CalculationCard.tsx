import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { terminalPhrases } from '../language/phrases.js';
import type { CardProps } from './card-props.js';
import { LimitsScale } from './LimitsScale.js';
import { previewCalculation } from './preview-calculation.js';
import { StepFrame, useConfirmLabel } from './StepFrame.js';
import styles from './cards.module.css';

/** The result and its calculation; the server calculates again when it records it. */
export function CalculationCard({ step, batch, frame, onAnswer }: CardProps<'calculation'>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const label = useConfirmLabel(frame.needsSignature);
  const result = previewCalculation(step, batch.steps);
  const formatted = 'value' in result ? formatQuantity(result.value, step.parameter.unit, language) : undefined;
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: formatted === undefined ? t('confirm') : label(formatted),
        disabledReason: 'missing' in result ? t('notYetCalculable', { what: text(result.missing) }) : undefined,
        onPress: () => formatted === undefined || onAnswer({ kind: 'calculation' }, formatted),
      }}
    >
      {'value' in result ? (
        <>
          <p className={styles['large']}>{formatted}</p>
          {step.parameter.blind ? null : <LimitsScale parameter={step.parameter} value={result.value} />}
          <p className={styles['help']}>{t('calculatedAs')}</p>
          <p className={styles['explained']}>{result.explained}</p>
        </>
      ) : null}
    </StepFrame>
  );
}
