import { createHash } from 'node:crypto';

/** Tokens are random, so an unsalted digest is enough; the database never stores the token. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
