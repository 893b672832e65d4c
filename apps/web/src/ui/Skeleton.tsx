import styles from './Skeleton.module.css';

/** A placeholder of about the size of the content, so that nothing jumps when that arrives. */
export const Skeleton = ({ lines = 3 }: Readonly<{ lines?: number }>) => (
  <div className={styles['skeleton']} aria-hidden>
    {Array.from({ length: lines }, (_, line) => (
      <div key={line} className={styles['line']} />
    ))}
  </div>
);
