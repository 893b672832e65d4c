import type { DemoPerson, DemoReply } from '@autolog/contract/demo';
import type { LandingPageReply } from '@autolog/contract/site';
import type { Role } from '@autolog/domain/role';
import { request, signIn, type Session } from './http-client.js';
import type { SimulatedPerson } from './batch-run-plan.js';

/** Two technicians of one shift: one performs, the other witnesses. */
type Shift = Readonly<{ performer: SimulatedPerson; witness: SimulatedPerson }>;

/** Everybody a batch needs. Each signs in once, when first needed. */
export type Staff = Readonly<{
  technician: () => Promise<Session>;
  /** Signs in the technician's session. */
  witness: () => SimulatedPerson;
  withRole: (role: Role) => Promise<Session>;
  /** The night shift takes over: the day's technicians sign out, and others sign in. */
  handOver: () => Promise<void>;
  signOut: () => Promise<void>;
}>;

/** There are too few people, or nobody has a role that the batch needs. */
export class StaffingError extends Error {
  override readonly name = 'StaffingError';
}

/** The people of a demo site. Another site names nobody. */
export async function fetchDemoPeople(address: string, stop: AbortSignal): Promise<readonly DemoPerson[]> {
  const { profile } = (await request(`${address}/api/door`, { stop })).reply as LandingPageReply;
  if (profile !== 'demo') return [];
  return ((await request(`${address}/api/demo`, { stop })).reply as DemoReply).people;
}

export function staffOf(people: readonly SimulatedPerson[], address: string, stop: AbortSignal): Staff {
  const sessions = new Map<string, Promise<Session>>();
  const [day, night] = shiftsOf(people);
  let shift = day;
  const sessionOf = (person: SimulatedPerson): Promise<Session> => {
    const session = sessions.get(person.userName) ?? signIn(address, person, stop);
    sessions.set(person.userName, session);
    return session;
  };
  const signOut = async (): Promise<void> => {
    const all = [...sessions.values()];
    sessions.clear();
    // A session that was never opened, or whose server is gone, needs no sign-out.
    await Promise.allSettled(all.map(async (session) => (await session).signOut()));
  };
  return {
    technician: () => sessionOf(shift.performer),
    witness: () => shift.witness,
    withRole: (role) => sessionOf(holderOf(people, role)),
    handOver: async () => {
      if (!night) throw new StaffingError('There is no night shift: that takes four technicians.');
      await signOut();
      shift = night;
    },
    signOut,
  };
}

function shiftsOf(people: readonly SimulatedPerson[]): readonly [Shift, Shift?] {
  const [first, second, third, fourth] = people.filter(({ roles }) => roles.includes('technician'));
  if (!first || !second)
    throw new StaffingError('A batch takes two technicians: one performs and the other witnesses.');
  const day = { performer: first, witness: second };
  return third && fourth ? [day, { performer: third, witness: fourth }] : [day];
}

/** Somebody who has the role and is not a technician as well: quality is independent of production, by person. */
function holderOf(people: readonly SimulatedPerson[], role: Role): SimulatedPerson {
  const found = people.find(({ roles }) => roles.includes(role) && !roles.includes('technician'));
  if (!found) throw new StaffingError(`Nobody here has the role ${role} and no other part in the batch.`);
  return found;
}
