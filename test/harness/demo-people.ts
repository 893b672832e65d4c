import { DEMO_PEOPLE } from '@autolog/cli/demo/people';
import type { Credentials } from './test-client.ts';

type DemoUserName = keyof typeof DEMO_PEOPLE;

/** The demo's people, as they sign in: a request takes no other field of them. */
export const PEOPLE = Object.fromEntries(
  Object.values(DEMO_PEOPLE).map(({ userName, password }) => [userName, { userName, password }]),
) as Readonly<Record<DemoUserName, Credentials>>;
