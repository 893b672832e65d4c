import { open } from 'node:fs/promises';
import type { DoorReply, Filling, Try } from '@autolog/contract/session';
import { ROLES, type Role } from '@autolog/domain/role';
import { LANGUAGES, type Text } from '@autolog/domain/text';

type DemoPerson = DoorReply['people'][number];
type Fields = Readonly<Record<string, unknown>>;

export type DemoProgress = Readonly<{ filling?: Filling; tries: readonly Try[] }>;

/** What the start command writes is a few kilobytes. */
const FILE_BYTES_MAX = 64 * 1024;
const TRIES_MAX = 30;
const TEXT_MAX = 400;
const DAYS_MAX = 1_000;
/** A page of this site and a place on it: nothing a visitor is led to lies elsewhere. */
const ADDRESS = /^\/(?:terminal|quality|planning|recipe)(?:#\/[\w/-]{0,200})?$/;

/** Who can sign in to a demo: exactly the four things a visitor needs, whatever else the file says. */
export async function readDemoPeople(file: string): Promise<readonly DemoPerson[]> {
  const listed = await readJson(file);
  return Array.isArray(listed) ? listed.map(personOf) : [];
}

/** How far the history of a demo is, and what there is to try. */
export async function readDemoProgress(file: string): Promise<DemoProgress> {
  const { filling, tries } = fieldsOf(await readJson(file));
  if (!Array.isArray(tries) || tries.length > TRIES_MAX) throw fault('tries');
  return { tries: tries.map(tryOf), ...(filling !== undefined && { filling: fillingOf(fieldsOf(filling)) }) };
}

async function readJson(file: string): Promise<unknown> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > FILE_BYTES_MAX) throw fault('size');
    return JSON.parse(await handle.readFile('utf8'));
  } finally {
    await handle.close();
  }
}

function personOf(listed: unknown): DemoPerson {
  const { name, userName, password, roles } = fieldsOf(listed);
  const held = Array.isArray(roles) ? roles : [];
  return {
    name: lineOf(name),
    userName: lineOf(userName),
    password: lineOf(password),
    roles: ROLES.filter((role: Role) => held.includes(role)),
  };
}

function fillingOf({ percent, days, of, says }: Fields): Filling {
  return {
    percent: figureOf(percent, 100),
    days: figureOf(days, DAYS_MAX),
    of: figureOf(of, DAYS_MAX),
    says: textOf(says),
  };
}

function tryOf(listed: unknown): Try {
  const { userName, says, address } = fieldsOf(listed);
  if (typeof address !== 'string' || !ADDRESS.test(address)) throw fault('address');
  return { userName: lineOf(userName), says: textOf(says), address };
}

function textOf(value: unknown): Text {
  const fields = fieldsOf(value);
  return Object.fromEntries(LANGUAGES.map((language) => [language, lineOf(fields[language])])) as Text;
}

function lineOf(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > TEXT_MAX) throw fault('text');
  return value;
}

function figureOf(value: unknown, max: number): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= max)) throw fault('figure');
  return value;
}

const fieldsOf = (value: unknown): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault('object');
  return value as Fields;
};

const fault = (what: string): Error => new Error(`a file of the demo is not what the start command writes: ${what}`);
