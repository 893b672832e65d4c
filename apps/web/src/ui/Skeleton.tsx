import styles from './Skeleton.module.css';

/** Stands where the content will be, of about its size, so that nothing jumps when it comes. */
export const Skeleton = ({ lines = 3 }: Readonly<{ lines?: number }>) => (
  <div className={styles['skeleton']} aria-hidden>
    {Array.from({ length: lines }, (_, line) => (
      <div key={line} className={styles['line']} />
    ))}
  </div>
);
