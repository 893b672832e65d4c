import { createHash } from 'node:crypto';

/** Tokens are random, so a plain digest keeps them: the database never holds what opens a session. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
