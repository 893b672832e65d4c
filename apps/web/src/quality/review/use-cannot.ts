import type { MeReply } from '@autolog/contract/session';
import type { Permission } from '@autolog/domain/role';
import { useLanguage, useSay } from '../../language/phrases.js';
import { refusalShown } from '../../language/refusal-shown.js';
import { phrases } from '../phrases.js';

/** Why this person cannot do it now: the page is behind the log, or none of the permissions is theirs. */
export function useCannot(me: MeReply, mayAct: boolean): (anyOf: readonly Permission[]) => string | undefined {
  const say = useSay(phrases);
  const language = useLanguage();
  return (anyOf) => {
    if (!mayAct) return say('updatingFirst');
    if (anyOf.some((permission) => me.permissions.includes(permission))) return undefined;
    return refusalShown({ code: 'NOT_ALLOWED', facts: { permission: anyOf.join(', ') } }, language, (at) => at);
  };
}
