import { SCENARIO_NAMES, type ScenarioName } from '@autolog/simulation/batch-run-plan';
import type { ControlledDevice } from './simulate.js';

/** More seeds than this are not played in a day. */
const SEEDS_MAX = 200;
const SEED_MAX = 4_294_967_295;

/** "7" or "1-10"; a sentence for anything else. */
export function parseSeeds(text = '1'): readonly number[] | string {
  const [, from, to] = /^(\d{1,10})(?:-(\d{1,10}))?$/.exec(text) ?? [];
  const first = Number(from);
  const last = Number(to ?? from);
  const fits = first <= last && last <= SEED_MAX && last - first < SEEDS_MAX;
  if (!fits) return `--seed is a number or a range such as 1-10 of at most ${SEEDS_MAX}, and it is "${text}".`;
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

export function parseScenarios(text = 'clean'): readonly ScenarioName[] | string {
  if (text === 'all') return SCENARIO_NAMES;
  const found = SCENARIO_NAMES.find((name) => name === text);
  return found ? [found] : `--scenario is all or one of: ${SCENARIO_NAMES.join(', ')}.`;
}

/** PRODIGY-1=http://127.0.0.1:4842: a device of the server, and where its simulator takes orders. */
export function parseDevice(text: string): ControlledDevice | string {
  const [, code, control] = /^([A-Z0-9][A-Z0-9-]{1,39})=(https?:\/\/[^\s/]+)\/?$/.exec(text) ?? [];
  return code === undefined || control === undefined
    ? `--device is written like PRODIGY-1=http://127.0.0.1:4842, and it is "${text}".`
    : { code, control };
}
