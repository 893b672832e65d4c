/** The closed list of roles; what a role may do is in PERMISSIONS_OF. */
export const ROLES = [
  'technician',
  'qc_analyst',
  'quality_officer',
  'qualified_person',
  'process_engineer',
  'planner',
  'administrator',
  'inspector',
  'privacy_officer',
] as const;
export type Role = (typeof ROLES)[number];
export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

export const PERMISSIONS = [
  'batch.read',
  'batch.create',
  'batch.start',
  'batch.perform',
  'batch.hold',
  'exception.assess',
  'batch.review',
  'batch.certify',
  'recipe.read',
  'recipe.author',
  'recipe.approve',
  'therapy.order',
  'material.register',
  'material.release',
  'equipment.register',
  'room.register',
  'people.manage',
  'site.clock',
  'record.read',
  'session.own',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ = ['session.own', 'batch.read', 'recipe.read', 'record.read'] as const;

/** The administrator does no GMP act (P11-10g); the inspector reads everything and changes nothing. */
export const PERMISSIONS_OF: Readonly<Record<Role, readonly Permission[]>> = {
  technician: [...READ, 'batch.start', 'batch.perform', 'batch.hold'],
  qc_analyst: [...READ, 'batch.perform'],
  quality_officer: [
    ...READ,
    'batch.hold',
    'exception.assess',
    'batch.review',
    'recipe.approve',
    'material.register',
    'material.release',
  ],
  qualified_person: [...READ, 'batch.hold', 'exception.assess', 'batch.certify', 'recipe.approve'],
  process_engineer: [...READ, 'recipe.author'],
  planner: [...READ, 'therapy.order', 'batch.create', 'equipment.register', 'room.register', 'material.register'],
  administrator: ['session.own', 'people.manage', 'site.clock'],
  inspector: READ,
  privacy_officer: ['session.own', 'record.read'],
};

export const mayDo = (roles: readonly Role[], permission: Permission): boolean =>
  roles.some((role) => PERMISSIONS_OF[role].includes(permission));
