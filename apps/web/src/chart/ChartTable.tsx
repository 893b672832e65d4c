import type { ReactNode } from 'react';
import { Table } from '../ui/Table.js';
import styles from './Chart.module.css';

export type StepExtremesRow = Readonly<{
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

/** Texts of the tables in the reader's language; the area hands them in. */
export type ChartTexts = Readonly<
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

/** The chart as tables: exceptions, gaps, lowest and highest value per step. No limit on their length. */
export function ChartTable({
  texts,
  steps,
  gaps,
  exceptions,
}: Readonly<{
  texts: ChartTexts;
  steps: readonly StepExtremesRow[];
  gaps: readonly GapRow[];
  exceptions: readonly ExceptionMarkRow[];
}>) {
  const from = { id: 'from', head: texts.from, cell: (row: Readonly<{ from: ReactNode }>) => row.from };
  const to = { id: 'to', head: texts.to, cell: (row: Readonly<{ to: ReactNode }>) => row.to };
  return (
    <details className={styles['tables']}>
      <summary>{texts.all}</summary>
      <h3>{texts.exceptions}</h3>
      <Table
        caption={texts.exceptions}
        rows={exceptions}
        keyOf={(row) => row.id}
        empty={texts.exceptionsEmpty}
        columns={[
          { id: 'severity', head: texts.severity, cell: (row) => row.level },
          { id: 'what', head: texts.what, cell: (row) => row.what },
          { id: 'when', head: texts.when, cell: (row) => row.at },
        ]}
      />
      <h3>{texts.gaps}</h3>
      <Table
        caption={texts.gaps}
        rows={gaps}
        keyOf={(row) => row.id}
        empty={texts.gapsEmpty}
        columns={[
          from,
          to,
          { id: 'lasted', head: texts.lasted, align: 'end', mono: true, cell: (row) => row.lasted },
          { id: 'reason', head: texts.reason, cell: (row) => row.reason },
          { id: 'recovered', head: texts.recovered, cell: (row) => row.recovered },
        ]}
      />
      <h3>{texts.steps}</h3>
      <Table
        caption={texts.steps}
        rows={steps}
        keyOf={(row) => row.id}
        empty={texts.stepsEmpty}
        columns={[
          { id: 'step', head: texts.step, cell: (row) => row.name },
          from,
          to,
          { id: 'lowest', head: texts.lowest, align: 'end', mono: true, cell: (row) => row.lowest },
          { id: 'highest', head: texts.highest, align: 'end', mono: true, cell: (row) => row.highest },
        ]}
      />
    </details>
  );
}
