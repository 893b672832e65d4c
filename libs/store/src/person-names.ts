import type { Database } from './database.js';

const PERSON = 'person/';

/** Printed names by actor. A name is an event of the person's own stream; records hold only the person's id. */
export class PersonNames {
  readonly #names = new Map<string, string>();

  constructor(private readonly database: Database) {}

  async load(actors: readonly string[]): Promise<void> {
    const unknown = new Set(actors.filter((actor) => actor.startsWith(PERSON) && !this.#names.has(actor)));
    if (unknown.size === 0) return;
    const ids = [...unknown].map((actor) => actor.slice(PERSON.length));
    const rows = await this.database.query<{ id: string; name: string }>(
      'select id, name from person where id = any($1::uuid[])',
      [ids],
    );
    for (const row of rows) this.#names.set(PERSON + row.id, row.name);
  }

  nameOf(actor: string): string | undefined {
    return this.#names.get(actor);
  }
}
