import { LOT_STATUSES } from '@autolog/domain/material/event';
import { PROFILES } from '@autolog/domain/site/event';
import {
  count,
  flag,
  id,
  instant,
  language,
  listOf,
  name,
  oneOf,
  positive,
  role,
  shape,
  type Schema,
} from './shape.js';

export const REGISTER_SCHEMAS: Readonly<Record<string, Schema>> = {
  'PersonRegistered.1': shape({ userName: name, name, roles: listOf(role), language }),
  'RolesChanged.1': shape({ was: listOf(role), now: listOf(role) }),
  'LanguageChosen.1': shape({ language }),
  'CredentialSet.1': shape({ method: oneOf(['password']) }),
  'SignedIn.1': shape({ place: oneOf(['terminal', 'desk']) }),
  'SignInFailed.1': shape({ place: oneOf(['terminal', 'desk', 'signature']) }),
  'SignedOut.1': shape({ cause: oneOf(['asked', 'roles changed']) }),
  'RoomRegistered.1': shape({ code: name }),
  'RoomOccupied.1': shape({ batch: id }),
  'RoomVacated.1': shape({ batch: id }),
  'EquipmentRegistered.1': shape({ code: name, capability: name }),
  'EquipmentOccupied.1': shape({ batch: id }),
  'EquipmentVacated.1': shape({ batch: id }),
  'LotRegistered.1': shape({ material: name, lotNumber: name, expiresAt: instant }),
  'LotStatusChanged.1': shape({ was: oneOf(LOT_STATUSES), now: oneOf(LOT_STATUSES) }),
  'TherapyOrdered.1': shape({ coi: name, orderNumber: name }),
  'SiteFounded.1': shape({ profile: oneOf(PROFILES), name, zone: name, keyFingerprint: name, 'clockDaysBack?': count }),
  'ClockChanged.1': shape({ rate: positive, untilNext: flag, 'until?': instant }),
  'MachineTokenMinted.1': shape({ token: id, name, part: name, devices: listOf(id) }),
};
