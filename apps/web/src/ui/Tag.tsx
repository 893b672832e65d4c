import type { ReactNode } from 'react';
import styles from './Tag.module.css';

const SHAPE = { plain: '', minor: '', major: '▲ ', critical: '◆ ' } as const;

/** A word with a shape, which is also clear without colour. */
export const Tag = ({ level = 'plain', children }: Readonly<{ level?: keyof typeof SHAPE; children: ReactNode }>) => (
  <span className={`${styles['tag']} ${styles[level]}`}>
    <span aria-hidden>{SHAPE[level]}</span>
    {children}
  </span>
);
