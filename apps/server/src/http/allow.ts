import { SetMetadata } from '@nestjs/common';
import type { Permission } from '@autolog/domain/role';

/** What a route demands. A route that says nothing is refused to everybody (P11-10d). */
export type Demand =
  | Readonly<{ kind: 'open' }>
  | Readonly<{ kind: 'permission'; permission: Permission }>
  | Readonly<{ kind: 'machine'; part: MachinePart }>
  /** A signed-in person, or any machine with a valid token. */
  | Readonly<{ kind: 'person or machine'; permission: Permission }>
  | Readonly<{ kind: 'person or part'; permission: Permission; part: MachinePart }>;

export const MACHINE_PARTS = ['device-adapter', 'simulator', 'archive'] as const;
export type MachinePart = (typeof MACHINE_PARTS)[number];

export const DEMAND = 'autolog:demand';

/** Nobody needs to be signed in: health, the door, signing in. */
export const Open = () => SetMetadata(DEMAND, { kind: 'open' } satisfies Demand);
export const Allow = (permission: Permission) =>
  SetMetadata(DEMAND, { kind: 'permission', permission } satisfies Demand);
export const AllowMachine = (part: MachinePart) => SetMetadata(DEMAND, { kind: 'machine', part } satisfies Demand);
export const AllowPersonOrMachine = (permission: Permission) =>
  SetMetadata(DEMAND, { kind: 'person or machine', permission } satisfies Demand);
export const AllowPersonOrPart = (permission: Permission, part: MachinePart) =>
  SetMetadata(DEMAND, { kind: 'person or part', permission, part } satisfies Demand);
