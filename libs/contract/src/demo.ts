import type { Role } from '@autolog/domain/role';
import type { Text } from '@autolog/domain/text';

/** Somebody who can sign in to the demo. A demo has no secrets: its start page shows the passwords. */
export type DemoPerson = Readonly<{ name: string; userName: string; password: string; roles: readonly Role[] }>;

/** How far the history of a demo is: `days` of `of` days are simulated. */
export type HistoryProgress = Readonly<{ percent: number; days: number; of: number; text: Text }>;

/** Something to try in a demo: as whom, and the page where it starts, such as `/quality#/batches/<id>`. */
export type DemoSuggestion = Readonly<{ userName: string; text: Text; address: string }>;

/** What the start command writes for the start page while a demo runs. */
export type DemoProgress = Readonly<{
  /** Only while the history is simulated. */
  history?: HistoryProgress;
  /** Empty where the demo has no history. */
  suggestions: readonly DemoSuggestion[];
}>;

/** GET /api/demo, which exists in the demo profile only. */
export type DemoReply = DemoProgress & Readonly<{ people: readonly DemoPerson[] }>;
