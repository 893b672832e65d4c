import { useId } from 'react';
import styles from './Field.module.css';

/** A choice of one among many, as the browser's own list. */
export function Select({
  label,
  options,
  chosen,
  onChoose,
  placeholder,
}: Readonly<{
  label: string;
  options: readonly Readonly<{ id: string; label: string; disabled?: boolean }>[];
  chosen: string;
  onChoose: (id: string) => void;
  /** Shown while nothing is chosen. */
  placeholder: string;
}>) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <select id={id} className={styles['input']} value={chosen} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{placeholder}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id} disabled={option.disabled === true}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
