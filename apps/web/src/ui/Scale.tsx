import { positionOf } from './position.js';
import styles from './Scale.module.css';

export type ScaleMark = Readonly<{ at: string; label: string }>;

/** A value among its limits. All values are decimal text in one unit. */
export function Scale({
  low,
  high,
  value,
  from,
  to,
  marks = [],
  small,
  label,
}: Readonly<{
  low: string;
  high: string;
  value?: string | undefined;
  /** The range without limits exceeded. */
  from?: string | undefined;
  to?: string | undefined;
  marks?: readonly ScaleMark[];
  small?: boolean;
  label: string;
}>) {
  const start = from === undefined ? '0%' : positionOf(from, low, high);
  const end = to === undefined ? '100%' : positionOf(to, low, high);
  const at = value === undefined ? undefined : positionOf(value, low, high);
  const placed = marks.flatMap((mark) => {
    const place = positionOf(mark.at, low, high);
    return place === undefined ? [] : [{ ...mark, place }];
  });
  return (
    <div className={small === true ? styles['small'] : styles['scale']} role="img" aria-label={label}>
      <div className={styles['bar']}>
        {from === undefined && to === undefined ? null : (
          <span
            className={styles['ok']}
            style={{ insetInlineStart: start, insetInlineEnd: `calc(100% - ${end ?? '100%'})` }}
          />
        )}
        {placed.map((mark) => (
          <span key={`${mark.at} ${mark.label}`} className={styles['tick']} style={{ insetInlineStart: mark.place }} />
        ))}
        {at === undefined ? null : <span className={styles['value']} style={{ insetInlineStart: at }} />}
      </div>
      {placed.every(({ label: words }) => words === '') ? null : (
        <div className={styles['labels']}>
          {placed.map((mark) => (
            <span
              key={`${mark.at} ${mark.label}`}
              style={{ insetInlineStart: `clamp(2.2em, ${mark.place}, calc(100% - 2.2em))` }}
            >
              {mark.label}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}
