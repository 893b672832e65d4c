import { ROLES, type Role } from '@autolog/domain/role';
import type { Text } from '@autolog/domain/text';
import { ReplyList, ReplyNumber, ReplyObject, ReplyOneOfList, ReplySchema, ReplyText } from './reply-field.js';

/** Somebody who can sign in to the demo. A demo has no secrets: its start page shows the passwords. */
export class DemoPerson {
  @ReplyText() readonly name: string;
  @ReplyText() readonly userName: string;
  @ReplyText() readonly password: string;
  @ReplyOneOfList(ROLES) readonly roles: readonly Role[];
}

/** How far the history of a demo is: `days` of `of` days are simulated. */
export class HistoryProgress {
  @ReplyNumber() readonly percent: number;
  @ReplyNumber() readonly days: number;
  @ReplyNumber() readonly of: number;
  @ReplySchema('Text') readonly text: Text;
}

/** Something to try in a demo: as whom, and the page where it starts, such as `/quality#/batches/<id>`. */
export class DemoSuggestion {
  @ReplyText() readonly userName: string;
  @ReplySchema('Text') readonly text: Text;
  @ReplyText() readonly address: string;
}

/** What the start command writes for the start page while a demo runs. */
export class DemoProgress {
  @ReplyObject(() => HistoryProgress, { optional: true, description: 'Only while the history is simulated' })
  readonly history?: HistoryProgress;
  @ReplyList(() => DemoSuggestion, { description: 'Empty where the demo has no history' })
  readonly suggestions: readonly DemoSuggestion[];
}

/** GET /api/demo, which exists in the demo profile only. */
export class DemoReply extends DemoProgress {
  @ReplyList(() => DemoPerson) readonly people: readonly DemoPerson[];
}
