import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes (OWASP's floor): about 35 ms on the reference machine. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST);

/** A hash that matches no password: an unknown user name costs the same time as a wrong password (S11). */
const UNKNOWN_USER_HASH = hashPassword('nobody has this password');

export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await UNKNOWN_USER_HASH), password.normalize('NFKC'));
  return fits && stored !== undefined;
}
