import type { ReactNode } from 'react';
import { Button } from './Button.js';
import styles from './Choice.module.css';

export type ChoiceOption = Readonly<{ id: string; label: ReactNode; note?: ReactNode; disabledReason?: string }>;

/** One of a few, as big buttons: nothing opens, nothing scrolls, the chosen one is marked by shape and word. */
export function Choice({
  label,
  options,
  chosen,
  onChoose,
  hideLabel,
  columns,
}: Readonly<{
  label: string;
  options: readonly ChoiceOption[];
  chosen?: string | undefined;
  onChoose: (id: string) => void;
  hideLabel?: boolean;
  columns?: 1 | 2 | 3 | 4;
}>) {
  return (
    <fieldset className={styles['choice']}>
      <legend className={hideLabel === true ? 'visually-hidden' : styles['label']}>{label}</legend>
      <div className={styles[`columns${columns ?? 1}`]}>
        {options.map((option) => (
          <Button
            key={option.id}
            wide
            pressed={option.id === chosen}
            disabledReason={option.disabledReason}
            onPress={() => onChoose(option.id)}
          >
            <span className={styles['option']}>
              <span className={styles['mark']} aria-hidden data-chosen={option.id === chosen} />
              <span>
                {option.label}
                {option.note === undefined ? null : <span className={styles['note']}>{option.note}</span>}
              </span>
            </span>
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
