import { ROLES } from '@autolog/domain/role';
import type { SimulatedPerson } from '@autolog/simulation/batch-run-plan';
import { CommandError, EXIT } from '../errors/command-error.js';
import { readText } from './read-text.js';

const PEOPLE_BYTES_MAX = 1_000_000;

/** Reads a JSON list of people with userName, password and roles. Throws CommandError. */
export function readPeopleFile(file: string): readonly SimulatedPerson[] {
  const text = readText(file, PEOPLE_BYTES_MAX);
  const fault = new CommandError(
    EXIT.badData,
    `${file} is not a JSON list of people with userName, password and roles.`,
  );
  let listed: unknown;
  try {
    listed = JSON.parse(text);
  } catch {
    throw fault;
  }
  if (!Array.isArray(listed) || !listed.every(isPerson)) throw fault;
  return listed;
}

function isPerson(listed: unknown): listed is SimulatedPerson {
  const { userName, password, roles } = (listed ?? {}) as Record<string, unknown>;
  const known = Array.isArray(roles) && roles.every((role) => ROLES.some((one) => one === role));
  return typeof userName === 'string' && typeof password === 'string' && known;
}
