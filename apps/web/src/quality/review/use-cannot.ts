import type { MeReply } from '@autolog/contract/session';
import { PERMISSIONS_OF, ROLES, type Permission } from '@autolog/domain/role';
import { useSay } from '../../language/phrases.js';
import { personPhrases } from '../../person/phrases.js';
import { phrases } from '../phrases.js';

/** Why this person cannot do it now: the page is behind the log, or it is for people of another role. */
export function useCannot(me: MeReply, mayAct: boolean): (anyOf: readonly Permission[]) => string | undefined {
  const say = useSay(phrases);
  const sayPerson = useSay(personPhrases);
  return (anyOf) => {
    if (!mayAct) return say('updatingFirst');
    if (anyOf.some((permission) => me.permissions.includes(permission))) return undefined;
    const able = ROLES.filter((role) => anyOf.some((permission) => PERMISSIONS_OF[role].includes(permission)));
    return say('onlyFor', { roles: able.map((role) => sayPerson(role)).join(', ') });
  };
}
