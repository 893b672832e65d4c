import type { ScanStep } from '@autolog/domain/step-kind/scan';
import { usePhrases } from '../../language/phrases.js';
import { TrainingLabelsButton } from '../../training-labels/TrainingLabelsButton.js';
import { terminalPhrases } from '../language/phrases.js';
import type { CardProps } from './card-props.js';
import { LabelFrame } from './LabelFrame.js';
import styles from './cards.module.css';

const SCAN_PROMPTS = {
  patient: 'scanPatient',
  lot: 'scanLot',
  equipment: 'scanEquipment',
  place: 'scanPlace',
} as const satisfies Record<ScanStep['scans'], string>;

/** Asks for the label of the patient, a lot, the device or the room. */
export function ScanCard({ step, line, batch, frame, onAnswer }: CardProps<'scan'>) {
  const t = usePhrases(terminalPhrases);
  return (
    <LabelFrame frame={frame} onRead={(read, byHand) => onAnswer({ kind: 'scan', read, byHand }, read)}>
      {(typeByHand) => (
        <>
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
            {typeByHand}
            <TrainingLabelsButton batch={batch} line={line} />
          </div>
        </>
      )}
    </LabelFrame>
  );
}
