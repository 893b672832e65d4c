import type { PersonEvent } from '@autolog/domain/person/event';
import type { ProjectedEvent, ProjectionDatabase } from './projected-event.js';

export async function applyPerson(
  database: ProjectionDatabase,
  id: string,
  events: readonly ProjectedEvent<PersonEvent>[],
): Promise<void> {
  for (const { event, seq } of events) {
    switch (event.type) {
      case 'PersonRegistered':
        await database.query(
          'insert into person (id, user_name, name, roles, language, seq) values ($1, $2, $3, $4, $5, $6)',
          [id, event.userName, event.name, event.roles, event.language, seq],
        );
        break;
      case 'RolesChanged':
        await database.query('update person set roles = $2, seq = $3 where id = $1', [id, event.now, seq]);
        break;
      case 'LanguageChosen':
        await database.query('update person set language = $2, seq = $3 where id = $1', [id, event.language, seq]);
        break;
      case 'CredentialSet':
      case 'SignedIn':
      case 'SignInFailed':
      case 'SignedOut':
        await database.query('update person set seq = $2 where id = $1', [id, seq]);
        break;
    }
  }
}
