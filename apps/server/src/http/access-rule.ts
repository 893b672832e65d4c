import { SetMetadata } from '@nestjs/common';
import type { MachineKind } from '@autolog/domain/device/machine-kind';
import type { Permission } from '@autolog/domain/role';

/** Who may use a route. A route without a rule is refused to everybody (P11-10d). */
export type AccessRule =
  | Readonly<{ kind: 'open' }>
  | Readonly<{ kind: 'permission'; permission: Permission }>
  | Readonly<{ kind: 'machine'; part: MachineKind }>
  /** A signed-in person, or any machine with a valid token. */
  | Readonly<{ kind: 'person or machine'; permission: Permission }>
  | Readonly<{ kind: 'person or one kind of machine'; permission: Permission; part: MachineKind }>;

export const ACCESS_RULE = 'autolog:access-rule';

/** Nobody needs to be signed in: health, the landing page, signing in. */
export const AllowAnyone = () => SetMetadata(ACCESS_RULE, { kind: 'open' } satisfies AccessRule);
export const Allow = (permission: Permission) =>
  SetMetadata(ACCESS_RULE, { kind: 'permission', permission } satisfies AccessRule);
export const AllowMachine = (part: MachineKind) =>
  SetMetadata(ACCESS_RULE, { kind: 'machine', part } satisfies AccessRule);
export const AllowPersonOrAnyMachine = (permission: Permission) =>
  SetMetadata(ACCESS_RULE, { kind: 'person or machine', permission } satisfies AccessRule);
export const AllowPersonOrMachineOfKind = (permission: Permission, part: MachineKind) =>
  SetMetadata(ACCESS_RULE, { kind: 'person or one kind of machine', permission, part } satisfies AccessRule);
