import type { PersonBy } from '@autolog/domain/by';
import type { PersonRow } from '@autolog/store/person';

/** A registered person as the one who acts. */
export const personBy = ({ id, name, userName, roles, language }: PersonRow): PersonBy => ({
  kind: 'person',
  person: id,
  name,
  userName,
  roles,
  language,
});
