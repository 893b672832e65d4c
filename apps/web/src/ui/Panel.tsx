import { useId, type ReactNode } from 'react';
import styles from './Panel.module.css';

/** A part of a desk page with a title. */
export function Panel({ title, aside, children }: Readonly<{ title: string; aside?: ReactNode; children: ReactNode }>) {
  const id = useId();
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <header className={styles['head']}>
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <div className={styles['aside']}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
