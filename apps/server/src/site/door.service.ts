import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { DoorReply } from '@autolog/contract/session';
import { ROLES, type Role } from '@autolog/domain/role';
import type { Config } from '../config.js';
import { CONFIG } from '../record/config-token.js';
import { Records } from '../record/record.js';

type DemoPerson = DoorReply['people'][number];

/** What anybody may see before signing in. Only a demo tells who can sign in, and with what. */
@Injectable()
export class DoorService {
  #people: Promise<readonly DemoPerson[]> | undefined;

  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(): Promise<DoorReply> {
    const { name: site, profile } = this.records.site;
    const file = this.config.demoPeopleFile;
    if (profile !== 'demo' || file === undefined) return { site, profile, people: [] };
    this.#people ??= readPeople(file);
    try {
      return { site, profile, people: await this.#people };
    } catch {
      // Not there yet, or half written: the door opens all the same, and the next visitor asks again.
      this.#people = undefined;
      return { site, profile, people: [] };
    }
  }
}

async function readPeople(file: string): Promise<readonly DemoPerson[]> {
  const listed: unknown = JSON.parse(await readFile(file, 'utf8'));
  return Array.isArray(listed) ? listed.map(readPerson) : [];
}

/** Exactly the four things a visitor needs, whatever else the file says. */
function readPerson(listed: unknown): DemoPerson {
  const { name, userName, password, roles } = listed as Record<string, unknown>;
  if (typeof name !== 'string' || typeof userName !== 'string' || typeof password !== 'string') {
    throw new Error('a person in the demo people file lacks a name, a user name or a password');
  }
  const held = Array.isArray(roles) ? roles : [];
  return { name, userName, password, roles: ROLES.filter((role: Role) => held.includes(role)) };
}
