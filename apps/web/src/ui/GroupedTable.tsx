import { useId, useState, type ReactNode } from 'react';
import type { Column } from './Table.js';
import styles from './GroupedTable.module.css';

export type RowGroup<Row> = Readonly<{
  id: string;
  head: ReactNode;
  aside?: ReactNode;
  rows: readonly Row[];
  /** Whether the group is folded at first; without it, it cannot be folded. */
  fold?: 'open' | 'folded';
}>;

/** One table in groups with their own headings; the columns are aligned over all groups. */
export function GroupedTable<Row>({
  caption,
  columns,
  groups,
  keyOf,
}: Readonly<{
  caption: string;
  columns: readonly Column<Row>[];
  groups: readonly RowGroup<Row>[];
  keyOf: (row: Row) => string;
}>) {
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
        {groups.map((group) => (
          <Group key={group.id} columns={columns} group={group} keyOf={keyOf} />
        ))}
      </table>
    </div>
  );
}

function Group<Row>({
  columns,
  group,
  keyOf,
}: Readonly<{ columns: readonly Column<Row>[]; group: RowGroup<Row>; keyOf: (row: Row) => string }>) {
  const id = useId();
  const [toggled, setTurned] = useState(false);
  const folded = (group.fold === 'folded') !== toggled;
  const head = (
    <span className={styles['groupHead']}>
      {group.head}
      {group.aside === undefined ? null : <span className={styles['aside']}>{group.aside}</span>}
    </span>
  );
  return (
    <tbody id={id}>
      <tr>
        <th scope="rowgroup" colSpan={columns.length} className={styles['group']}>
          {group.fold === undefined ? (
            head
          ) : (
            <button
              type="button"
              className={styles['fold']}
              aria-expanded={!folded}
              aria-controls={id}
              onClick={() => setTurned(!toggled)}
            >
              <span aria-hidden>{folded ? '▸' : '▾'}</span>
              {head}
            </button>
          )}
        </th>
      </tr>
      {folded
        ? null
        : group.rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.id} data-align={column.align} className={column.mono === true ? 'num' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
    </tbody>
  );
}
