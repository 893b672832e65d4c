import type { ReactNode } from 'react';
import { Table } from '../ui/Table.js';
import styles from './Chart.module.css';

export type StepRow = Readonly<{
  id: string;
  name: string;
  from: ReactNode;
  to: ReactNode;
  lowest: string;
  highest: string;
}>;
export type GapRow = Readonly<{
  id: string;
  from: ReactNode;
  to: ReactNode;
  lasted: string;
  reason: string;
  recovered: string;
}>;
export type ExceptionMarkRow = Readonly<{ id: string; at: ReactNode; what: ReactNode; level: ReactNode }>;

/** Words of the tables, in the reader's language; the area has them. */
export type ChartWords = Readonly<
  Record<
    | 'all'
    | 'steps'
    | 'stepsEmpty'
    | 'gaps'
    | 'gapsEmpty'
    | 'exceptions'
    | 'exceptionsEmpty'
    | 'step'
    | 'from'
    | 'to'
    | 'lowest'
    | 'highest'
    | 'lasted'
    | 'reason'
    | 'recovered'
    | 'severity'
    | 'what'
    | 'when',
    string
  >
>;

/** What the chart shows, without seeing it: exceptions, gaps, lowest and highest per step. Never "too large". */
export function ChartTable({
  words,
  steps,
  gaps,
  exceptions,
}: Readonly<{
  words: ChartWords;
  steps: readonly StepRow[];
  gaps: readonly GapRow[];
  exceptions: readonly ExceptionMarkRow[];
}>) {
  const from = { id: 'from', head: words.from, cell: (row: Readonly<{ from: ReactNode }>) => row.from };
  const to = { id: 'to', head: words.to, cell: (row: Readonly<{ to: ReactNode }>) => row.to };
  return (
    <details className={styles['tables']}>
      <summary>{words.all}</summary>
      <h3>{words.exceptions}</h3>
      <Table
        caption={words.exceptions}
        rows={exceptions}
        keyOf={(row) => row.id}
        empty={words.exceptionsEmpty}
        columns={[
          { id: 'severity', head: words.severity, cell: (row) => row.level },
          { id: 'what', head: words.what, cell: (row) => row.what },
          { id: 'when', head: words.when, cell: (row) => row.at },
        ]}
      />
      <h3>{words.gaps}</h3>
      <Table
        caption={words.gaps}
        rows={gaps}
        keyOf={(row) => row.id}
        empty={words.gapsEmpty}
        columns={[
          from,
          to,
          { id: 'lasted', head: words.lasted, align: 'end', mono: true, cell: (row) => row.lasted },
          { id: 'reason', head: words.reason, cell: (row) => row.reason },
          { id: 'recovered', head: words.recovered, cell: (row) => row.recovered },
        ]}
      />
      <h3>{words.steps}</h3>
      <Table
        caption={words.steps}
        rows={steps}
        keyOf={(row) => row.id}
        empty={words.stepsEmpty}
        columns={[
          { id: 'step', head: words.step, cell: (row) => row.name },
          from,
          to,
          { id: 'lowest', head: words.lowest, align: 'end', mono: true, cell: (row) => row.lowest },
          { id: 'highest', head: words.highest, align: 'end', mono: true, cell: (row) => row.highest },
        ]}
      />
    </details>
  );
}
