import { SetMetadata } from '@nestjs/common';
import type { Permission } from '@autolog/domain/role';

/** What a route demands. A route that says nothing is refused to everybody (P11-10d). */
export type AccessRule =
  | Readonly<{ kind: 'open' }>
  | Readonly<{ kind: 'permission'; permission: Permission }>
  | Readonly<{ kind: 'machine'; part: MachineKind }>
  /** A signed-in person, or any machine with a valid token. */
  | Readonly<{ kind: 'person or machine'; permission: Permission }>
  | Readonly<{ kind: 'person or part'; permission: Permission; part: MachineKind }>;

export const MACHINE_KINDS = ['device-adapter', 'simulator', 'archive'] as const;
export type MachineKind = (typeof MACHINE_KINDS)[number];

export const ACCESS_RULE = 'autolog:demand';

/** Nobody needs to be signed in: health, the door, signing in. */
export const AllowAnyone = () => SetMetadata(ACCESS_RULE, { kind: 'open' } satisfies AccessRule);
export const Allow = (permission: Permission) =>
  SetMetadata(ACCESS_RULE, { kind: 'permission', permission } satisfies AccessRule);
export const AllowMachine = (part: MachineKind) =>
  SetMetadata(ACCESS_RULE, { kind: 'machine', part } satisfies AccessRule);
export const AllowPersonOrAnyMachine = (permission: Permission) =>
  SetMetadata(ACCESS_RULE, { kind: 'person or machine', permission } satisfies AccessRule);
export const AllowPersonOrMachineOfKind = (permission: Permission, part: MachineKind) =>
  SetMetadata(ACCESS_RULE, { kind: 'person or part', permission, part } satisfies AccessRule);
