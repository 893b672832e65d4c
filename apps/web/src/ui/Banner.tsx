import type { ReactNode } from 'react';
import styles from './Banner.module.css';

const SHAPE = { calm: '', warn: '▲', stop: '◆' } as const;

/** Something the reader has to know before continuing; told by shape, words, then colour. */
export const Banner = ({
  level,
  children,
  actions,
  alert,
}: Readonly<{
  level: keyof typeof SHAPE;
  children: ReactNode;
  actions?: ReactNode;
  /** Read aloud at once. */
  alert?: boolean;
}>) => (
  <div className={`${styles['banner']} ${styles[level]}`} role={alert === true ? 'alert' : 'status'}>
    <span aria-hidden className={styles['shape']}>
      {SHAPE[level]}
    </span>
    <div className={styles['words']}>{children}</div>
    {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
  </div>
);
