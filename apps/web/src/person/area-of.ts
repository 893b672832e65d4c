import type { Permission, Role } from '@autolog/domain/role';

/** The wall is a screen of planning with a place of its own: who may read batches may hang it up. */
export const AREAS = ['terminal', 'quality', 'planning', 'recipe', 'wall'] as const;
export type AreaName = (typeof AREAS)[number];

const NEEDS: Readonly<Record<AreaName, readonly Permission[]>> = {
  terminal: ['batch.perform'],
  quality: ['batch.read'],
  planning: ['batch.create', 'therapy.order'],
  recipe: ['recipe.read'],
  wall: ['batch.read'],
};

/** Where a person lands after signing in; the first role that has a home decides. */
const HOME: Readonly<Record<Role, AreaName | undefined>> = {
  technician: 'terminal',
  qc_analyst: 'terminal',
  quality_officer: 'quality',
  qualified_person: 'quality',
  inspector: 'quality',
  planner: 'planning',
  process_engineer: 'recipe',
  administrator: undefined,
  privacy_officer: undefined,
};

export const areasOf = (permissions: readonly Permission[]): readonly AreaName[] =>
  AREAS.filter((area) => NEEDS[area].some((needed) => permissions.includes(needed)));

export const homeOf = (roles: readonly Role[]): AreaName | undefined =>
  roles.map((role) => HOME[role]).find((area) => area !== undefined);

export const pathOf = (area: AreaName): string => (area === 'wall' ? '/planning#/wall' : `/${area}`);
