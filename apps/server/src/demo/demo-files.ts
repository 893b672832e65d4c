import { open } from 'node:fs/promises';
import type { DemoPerson, DemoProgress, DemoSuggestion, HistoryProgress } from '@autolog/contract/demo';
import { ROLES, type Role } from '@autolog/domain/role';
import { LANGUAGES, type Text } from '@autolog/domain/text';

type JsonFields = Readonly<Record<string, unknown>>;

/** What the start command writes is a few kilobytes. */
const FILE_BYTES_MAX = 64 * 1024;
const SUGGESTIONS_MAX = 30;
const TEXT_MAX = 400;
const DAYS_MAX = 1_000;
/** A page of this site and a place on it; no suggestion leads to another site. */
const PAGE_ADDRESS = /^\/(?:terminal|quality|planning|recipe)(?:#\/[\w/-]{0,200})?$/;

/** Who can sign in to a demo: the four fields a visitor needs, whatever else the file has. */
export async function readDemoPeople(file: string): Promise<readonly DemoPerson[]> {
  const listed = await readJson(file);
  return Array.isArray(listed) ? listed.map(demoPersonOf) : [];
}

/** How far the history of a demo is, and what to try. */
export async function readDemoProgress(file: string): Promise<DemoProgress> {
  const { history, suggestions } = fieldsOf(await readJson(file));
  if (!Array.isArray(suggestions) || suggestions.length > SUGGESTIONS_MAX) throw invalidFile('suggestions');
  return {
    suggestions: suggestions.map(suggestionOf),
    ...(history !== undefined && { history: historyProgressOf(fieldsOf(history)) }),
  };
}

async function readJson(file: string): Promise<unknown> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > FILE_BYTES_MAX) throw invalidFile('size');
    return JSON.parse(await handle.readFile('utf8'));
  } finally {
    await handle.close();
  }
}

function demoPersonOf(listed: unknown): DemoPerson {
  const { name, userName, password, roles } = fieldsOf(listed);
  const givenRoles = Array.isArray(roles) ? roles : [];
  return {
    name: boundedTextOf(name),
    userName: boundedTextOf(userName),
    password: boundedTextOf(password),
    roles: ROLES.filter((role: Role) => givenRoles.includes(role)),
  };
}

function historyProgressOf({ percent, days, of, text }: JsonFields): HistoryProgress {
  return {
    percent: numberOf(percent, 100),
    days: numberOf(days, DAYS_MAX),
    of: numberOf(of, DAYS_MAX),
    text: textOf(text),
  };
}

function suggestionOf(listed: unknown): DemoSuggestion {
  const { userName, text, address } = fieldsOf(listed);
  if (typeof address !== 'string' || !PAGE_ADDRESS.test(address)) throw invalidFile('address');
  return { userName: boundedTextOf(userName), text: textOf(text), address };
}

function textOf(value: unknown): Text {
  const fields = fieldsOf(value);
  return Object.fromEntries(LANGUAGES.map((language) => [language, boundedTextOf(fields[language])])) as Text;
}

function boundedTextOf(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > TEXT_MAX) throw invalidFile('text');
  return value;
}

function numberOf(value: unknown, max: number): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= max)) throw invalidFile('figure');
  return value;
}

const fieldsOf = (value: unknown): JsonFields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidFile('object');
  return value as JsonFields;
};

const invalidFile = (what: string): Error =>
  new Error(`a file of the demo is not as the start command writes it: ${what}`);
