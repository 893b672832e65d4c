import type { BatchReply } from '@autolog/contract/batch';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import type { Seat } from './clockwork.js';
import type { Device } from './device.js';
import type { Crew } from './people.js';
import type { Play } from './play.js';
import type { Scenario } from './scenarios.js';

/** Everything one batch is played with. */
export type Stage = Readonly<{
  play: Play;
  scenario: Scenario;
  recipe: Recipe;
  /** Id of the batch. */
  batch: string;
  batchNumber: string;
  crew: Crew;
  device: Device;
  seat: Seat;
  /** Site time, in milliseconds. */
  now: () => number;
  stop: AbortSignal;
  /** Says what is done now. */
  doing: (look: BatchReply, what: string) => void;
  /** True the first time it is asked of a mishap: each happens once. */
  once: (mishap: string) => boolean;
}>;

/** The play cannot go on; the sentence says where it stood. */
export class PlayFault extends Error {
  override readonly name = 'PlayFault';
}

export const look = async ({ crew, batch }: Stage): Promise<BatchReply> =>
  (await crew.technician()).get<BatchReply>(`/api/batches/${batch}`);
