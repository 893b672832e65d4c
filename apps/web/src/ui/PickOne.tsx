import { useId } from 'react';
import styles from './Field.module.css';

/** One of many on a desk: the browser's own list. */
export function PickOne({
  label,
  options,
  chosen,
  onChoose,
  nothing,
}: Readonly<{
  label: string;
  options: readonly Readonly<{ id: string; label: string; cannot?: boolean }>[];
  chosen: string;
  onChoose: (id: string) => void;
  /** Says that nothing was chosen yet. */
  nothing: string;
}>) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <select id={id} className={styles['input']} value={chosen} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{nothing}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id} disabled={option.cannot === true}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
