import { LOT_STATUSES } from '@autolog/domain/material/event';
import { PROFILES } from '@autolog/domain/site/event';
import { booleanValue, objectSchema, oneOf, type JsonSchema } from '../json-schema.js';
import { arrayOf, id, instant, language, name, positiveInteger, positiveNumber, role } from './field-schemas.js';

export const REGISTER_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  'PersonRegistered.1': objectSchema({ userName: name, name, roles: arrayOf(role), language }),
  'RolesChanged.1': objectSchema({ was: arrayOf(role), now: arrayOf(role) }),
  'LanguageChosen.1': objectSchema({ language }),
  'CredentialSet.1': objectSchema({ method: oneOf(['password']) }),
  'SignedIn.1': objectSchema({ place: oneOf(['terminal', 'desk']) }),
  'SignInFailed.1': objectSchema({ place: oneOf(['terminal', 'desk', 'signature']) }),
  'SignedOut.1': objectSchema({ cause: oneOf(['asked', 'roles changed']) }),
  'RoomRegistered.1': objectSchema({ code: name }),
  'RoomOccupied.1': objectSchema({ batch: id }),
  'RoomVacated.1': objectSchema({ batch: id }),
  'EquipmentRegistered.1': objectSchema({ code: name, capability: name }),
  'EquipmentOccupied.1': objectSchema({ batch: id }),
  'EquipmentVacated.1': objectSchema({ batch: id }),
  'LotRegistered.1': objectSchema({ material: name, lotNumber: name, expiresAt: instant }),
  'LotStatusChanged.1': objectSchema({ was: oneOf(LOT_STATUSES), now: oneOf(LOT_STATUSES) }),
  'TherapyOrdered.1': objectSchema({ coi: name, orderNumber: name }),
  'SiteFounded.1': objectSchema({
    profile: oneOf(PROFILES),
    name,
    zone: name,
    keyFingerprint: name,
    'clockDaysBack?': positiveInteger,
  }),
  'ClockChanged.1': objectSchema({ rate: positiveNumber, untilNext: booleanValue, 'until?': instant }),
  'MachineTokenMinted.1': objectSchema({ token: id, name, part: name, devices: arrayOf(id) }),
};
