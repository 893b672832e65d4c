import type { ReactNode } from 'react';
import styles from './Table.module.css';

export type Column<Row> = Readonly<{
  id: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  mono?: boolean;
}>;

/** A table; the caption is read aloud, and an empty table tells why it is empty. */
export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
  marked,
  empty,
}: Readonly<{
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** The row that is open beside the table. */
  marked?: string | undefined;
  empty: ReactNode;
}>) {
  if (rows.length === 0) return <div className={styles['empty']}>{empty}</div>;
  return (
    <div className={styles['scroll']} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles['table']}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-marked={keyOf(row) === marked}>
              {columns.map((column) => (
                <td key={column.id} data-align={column.align} className={column.mono === true ? 'num' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
