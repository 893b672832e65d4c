import type { Permission, Role } from '@autolog/domain/role';

/** The site overview is a screen of planning that everybody who may read batches can open. */
const AREAS = ['terminal', 'quality', 'planning', 'recipe', 'site-overview'] as const;
export type AreaName = (typeof AREAS)[number];

const REQUIRED_PERMISSIONS: Readonly<Record<AreaName, readonly Permission[]>> = {
  terminal: ['batch.perform'],
  quality: ['batch.read'],
  planning: ['batch.create', 'therapy.order'],
  recipe: ['recipe.read'],
  'site-overview': ['batch.read'],
};

/** The area shown after sign-in: that of the first role that has one. */
const HOME_AREA_OF: Readonly<Record<Role, AreaName | undefined>> = {
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
  AREAS.filter((area) => REQUIRED_PERMISSIONS[area].some((needed) => permissions.includes(needed)));

export const homeAreaOf = (roles: readonly Role[]): AreaName | undefined =>
  roles.map((role) => HOME_AREA_OF[role]).find((area) => area !== undefined);

export const pathOfArea = (area: AreaName): string =>
  area === 'site-overview' ? '/planning#/site-overview' : `/${area}`;
