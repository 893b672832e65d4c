import { useId, type ReactNode } from 'react';
import styles from './Field.module.css';

type FieldProps = Readonly<{
  label: string;
  text: string;
  onText: (text: string) => void;
  kind?: 'text' | 'password' | 'decimal' | 'long' | 'code' | 'day';
  unit?: string;
  hint?: ReactNode;
  problem?: ReactNode;
  name?: string;
  autoComplete?: string;
  focusFirst?: boolean;
  max?: number;
  rows?: number;
}>;

/** A labelled field. What is typed stays text; nothing is repaired or formatted while typing. */
export function Field({
  label,
  text,
  onText,
  kind = 'text',
  unit,
  hint,
  problem,
  name,
  autoComplete = 'off',
  focusFirst,
  max,
  rows = 3,
}: FieldProps) {
  const id = useId();
  const about = `${id}-about`;
  const common = {
    id,
    name: name ?? id,
    value: text,
    maxLength: max,
    autoComplete,
    autoCapitalize: 'none',
    spellCheck: kind === 'long',
    'aria-describedby': hint === undefined && problem === undefined ? undefined : about,
    'aria-invalid': problem !== undefined && problem !== null,
    // The keyboard starts in the field of a sheet that was just opened.
    autoFocus: focusFirst,
    className: `${styles['input']} ${kind === 'code' || kind === 'decimal' ? styles['mono'] : ''}`,
  };
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {unit === undefined ? label : `${label} (${unit})`}
      </label>
      <div className={styles['row']}>
        {kind === 'long' ? (
          <textarea {...common} rows={rows} onChange={(event) => onText(event.target.value)} />
        ) : (
          <input
            {...common}
            type={kind === 'password' ? 'password' : kind === 'day' ? 'date' : 'text'}
            inputMode={kind === 'decimal' ? 'decimal' : 'text'}
            onChange={(event) => onText(event.target.value)}
          />
        )}
        {unit === undefined ? null : <span className={styles['unit']}>{unit}</span>}
      </div>
      {hint === undefined && problem === undefined ? null : (
        <p id={about} className={problem === undefined || problem === null ? styles['hint'] : styles['problem']}>
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}
