import { useLanguage, usePhrases } from '../language/phrases.js';
import { pressKey } from './press-key.js';
import { quantityPhrases } from './phrases.js';
import styles from './Keypad.module.css';

const ROWS = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const;

/** Digits of 20 mm in a column of their own: no keyboard covers the step (T1, T20). */
export function Keypad({
  text,
  onText,
  negative,
}: Readonly<{ text: string; onText: (text: string) => void; negative?: boolean }>) {
  const t = usePhrases(quantityPhrases);
  const sign = useLanguage() === 'nl' ? ',' : '.';
  const press = (key: string) => () => onText(pressKey(text, key));
  return (
    <div className={styles['pad']} role="group" aria-label={t('keypad')}>
      {ROWS.map((digit) => (
        <button key={digit} type="button" onClick={press(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" aria-label={t('decimal')} onClick={press(sign)}>
        {sign}
      </button>
      <button type="button" onClick={press('0')}>
        0
      </button>
      <button type="button" aria-label={t('erase')} onClick={press('erase')}>
        <svg viewBox="0 0 32 24" className={styles['icon']} aria-hidden>
          <path d="M10 3h19v18H10L2 12z M15 8l9 8 M24 8l-9 8" />
        </svg>
      </button>
      {negative === true ? (
        <button type="button" aria-label={t('minus')} className={styles['minus']} onClick={press('minus')}>
          −
        </button>
      ) : null}
    </div>
  );
}
