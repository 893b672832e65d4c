import type { DemoPerson } from './people.js';

const GAP = 3;

/** `startsHistory`: the days before today are simulated from now on. */
export type Greeting = Readonly<{ labels: string; startsHistory: boolean }>;

/** The text on the terminal when the site is ready. */
export function greeting(address: string, people: readonly DemoPerson[], { labels, startsHistory }: Greeting): string {
  const rows = [
    ['Name', 'User name', 'Password', 'Does'],
    ...people.map(({ name, userName, password, does }) => [name, userName, password, does]),
  ];
  return [
    '',
    `Autolog is ready: ${address}`,
    '',
    'This is a demo. These people can sign in:',
    '',
    ...table(rows).map((line) => `  ${line}`),
    '',
    `The codes that a scanner would read are in ${labels}; they can be typed as well.`,
    ...(startsHistory
      ? ['The last 13 days are being simulated, which takes about three minutes; the start page shows the progress.']
      : []),
    'Ctrl-C stops Autolog. Nothing is lost; the next start continues from here.',
    '',
  ].join('\n');
}

/** Aligned columns, each as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, n) => Math.max(...rows.map((row) => (row[n] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, n) => cell.padEnd((widths[n] ?? 0) + GAP))
      .join('')
      .trimEnd(),
  );
}
