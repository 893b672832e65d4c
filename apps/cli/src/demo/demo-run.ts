import type { RecipeReply } from '@autolog/contract/recipe';
import type { ControlledDevice } from '@autolog/simulation/plan-runs';

/** A running demo site, as its history and its suggestions need it. */
export type DemoRun = Readonly<{
  address: string;
  recipes: readonly RecipeReply[];
  devices: readonly ControlledDevice[];
  site: Readonly<{
    zone: string;
    /** Site instant. */
    foundedAt: string;
    /** How many days the site's clock was behind the real one at first; absent where the demo has no history. */
    clockDaysBack?: number;
  }>;
}>;
