import { type Role, ROLES } from '@autolog/domain/role';

export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);
export const ROLES_TEXT = ROLES.join(', ');
