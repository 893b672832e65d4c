import { useState } from 'react';
import { SCAN_LENGTH_MAX } from '@autolog/domain/label/scan-code';
import type { ScanStep } from '@autolog/domain/recipe/recipe';
import { usePhrases } from '../../language/phrases.js';
import { useScan } from '../../scan/use-scan.js';
import { Button } from '../../ui/Button.js';
import { Field } from '../../ui/Field.js';
import { TrainingLabelsButton } from '../../training-labels/TrainingLabelsButton.js';
import { terminalPhrases } from '../language/phrases.js';
import { StepFrame, useConfirmLabel } from './StepFrame.js';
import styles from './cards.module.css';
import type { CardProps } from './card-props.js';

const SCAN_PROMPTS = {
  patient: 'scanPatient',
  lot: 'scanLot',
  equipment: 'scanEquipment',
  place: 'scanPlace',
} as const satisfies Record<ScanStep['scans'], string>;

/** A label read by the scanner is the answer: no key to press after it. Typing by hand is possible and asks why (T19). */
export function ScanCard({ step, line, batch, frame, onAnswer }: CardProps<'scan'>) {
  const t = usePhrases(terminalPhrases);
  const label = useConfirmLabel(frame.needsSignature);
  const [typing, setTyping] = useState(false);
  const [typed, setTyped] = useState('');
  const [read, setRead] = useState<string>();
  useScan((code) => {
    if (frame.disabledReason !== undefined) return;
    setRead(code);
    onAnswer({ kind: 'scan', read: code, byHand: false }, code);
  });
  if (typing) {
    return (
      <StepFrame
        frame={frame}
        confirm={{
          label: label(typed),
          disabledReason: typed === '' ? t('typeLabel') : undefined,
          onPress: () => onAnswer({ kind: 'scan', read: typed, byHand: true }, typed),
        }}
      >
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
      <div className={styles['scan']}>
        <svg viewBox="0 0 48 32" fill="currentColor" aria-hidden>
          <path d="M2 2h3v28H2zM8 2h2v28H8zM13 2h5v28h-5zM21 2h2v28h-2zM26 2h3v28h-3zM32 2h2v28h-2zM37 2h5v28h-5zM44 2h2v28h-2z" />
        </svg>
        <span>
          {t(SCAN_PROMPTS[step.scans])}
          <br />
          <span className={styles['help']}>{frame.disabledReason ?? t('waitingForScan')}</span>
        </span>
      </div>
      <div className={styles['row']}>
        <Button onPress={() => setTyping(true)}>{t('byHand')}</Button>
        <TrainingLabelsButton batch={batch} line={line} />
      </div>
    </StepFrame>
  );
}
