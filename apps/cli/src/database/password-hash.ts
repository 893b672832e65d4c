import { argon2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP's first setting for argon2id: 19 MiB, two passes, about 35 ms. The server hashes with the same parameters. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** The hash of a password in PHC format, which contains its parameters. */
export async function passwordHash(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const tag = await promisify(argon2)('argon2id', {
    message: Buffer.from(password.normalize('NFKC'), 'utf8'),
    nonce,
    memory: MEMORY_KIB,
    passes: PASSES,
    parallelism: 1,
    tagLength: TAG_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(nonce)}$${base64(tag)}`;
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
