import { useEffect, useId, useRef, type ReactNode } from 'react';
import styles from './Dialog.module.css';

/** A sheet over the page. Escape calls `onLeave`; it never discards unfinished work. */
export function Dialog({
  title,
  children,
  actions,
  onLeave,
  wide,
}: Readonly<{
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  onLeave: () => void;
  wide?: boolean;
}>) {
  const sheet = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = sheet.current;
    if (element !== null && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={sheet}
      aria-labelledby={id}
      className={`${styles['dialog']} ${wide === true ? styles['wide'] : ''}`}
      onCancel={(event) => {
        event.preventDefault();
        onLeave();
      }}
    >
      <h2 id={id} className={styles['title']}>
        {title}
      </h2>
      <div className={styles['body']}>{children}</div>
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </dialog>
  );
}
