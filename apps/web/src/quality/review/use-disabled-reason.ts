import type { MeReply } from '@autolog/contract/session';
import { PERMISSIONS_OF, ROLES, type Permission } from '@autolog/domain/role';
import { usePhrases } from '../../language/phrases.js';
import { personPhrases } from '../../person/phrases.js';
import { qualityPhrases } from '../language/phrases.js';

/** Why this person cannot act now: the page is out of date, or the role does not permit it. */
export function useDisabledReason(me: MeReply, mayAct: boolean): (anyOf: readonly Permission[]) => string | undefined {
  const t = usePhrases(qualityPhrases);
  const tPerson = usePhrases(personPhrases);
  return (anyOf) => {
    if (!mayAct) return t('updatingFirst');
    if (anyOf.some((permission) => me.permissions.includes(permission))) return undefined;
    const allowedRoles = ROLES.filter((role) => anyOf.some((permission) => PERMISSIONS_OF[role].includes(permission)));
    return t('onlyFor', { roles: allowedRoles.map((role) => tPerson(role)).join(', ') });
  };
}
