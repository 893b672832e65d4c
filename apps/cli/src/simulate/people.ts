import type { DoorReply } from '@autolog/contract/session';
import type { Role } from '@autolog/domain/role';
import { request, signIn, type Session } from '../start/http-client.js';
import type { PlayPerson } from './play.js';

/** Two technicians of one shift: one performs, the other witnesses. */
type Shift = Readonly<{ performer: PlayPerson; witness: PlayPerson }>;

/** Everybody a batch needs. They sign in when first needed, each once. */
export type Crew = Readonly<{
  technician: () => Promise<Session>;
  /** Signs at the technician's own screen. */
  witness: () => PlayPerson;
  as: (role: Role) => Promise<Session>;
  /** The night shift takes over: the day's technicians sign out, and others sign in. */
  handOver: () => Promise<void>;
  leave: () => Promise<void>;
}>;

/** Too few people, or none who may do a part of it. */
export class CrewFault extends Error {
  override readonly name = 'CrewFault';
}

/** The people a demo server tells everybody of. */
export async function peopleAtDoor(address: string, stop: AbortSignal): Promise<readonly PlayPerson[]> {
  const { reply } = await request(`${address}/api/door`, { stop });
  return (reply as DoorReply).people;
}

export function crewOf(people: readonly PlayPerson[], address: string, stop: AbortSignal): Crew {
  const sessions = new Map<string, Promise<Session>>();
  const [day, night] = shiftsOf(people);
  let shift = day;
  const at = (person: PlayPerson): Promise<Session> => {
    const session = sessions.get(person.userName) ?? signIn(address, person, stop);
    sessions.set(person.userName, session);
    return session;
  };
  const leave = async (): Promise<void> => {
    const all = [...sessions.values()];
    sessions.clear();
    // Whoever never got in, or whose server is gone, has nothing to leave.
    await Promise.allSettled(all.map(async (session) => (await session).leave()));
  };
  return {
    technician: () => at(shift.performer),
    witness: () => shift.witness,
    as: (role) => at(holderOf(people, role)),
    handOver: async () => {
      if (!night) throw new CrewFault('There is no night shift: that takes four technicians.');
      await leave();
      shift = night;
    },
    leave,
  };
}

function shiftsOf(people: readonly PlayPerson[]): readonly [Shift, Shift?] {
  const [first, second, third, fourth] = people.filter(({ roles }) => roles.includes('technician'));
  if (!first || !second) throw new CrewFault('A batch takes two technicians: one performs and the other witnesses.');
  const day = { performer: first, witness: second };
  return third && fourth ? [day, { performer: third, witness: fourth }] : [day];
}

/** Somebody who holds the role; for quality nobody who works in the cleanroom as well (independence is by person). */
function holderOf(people: readonly PlayPerson[], role: Role): PlayPerson {
  const found = people.find(({ roles }) => roles.includes(role) && !roles.includes('technician'));
  if (!found) throw new CrewFault(`Nobody here has the role ${role} and no other part in the batch.`);
  return found;
}
