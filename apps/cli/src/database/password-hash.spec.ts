import { verify } from '@node-rs/argon2';
import { expect, test } from '@jest/globals';
import { passwordHash } from './password-hash.js';

test('argon2 of the server verifies a hash made here, and refuses another password', async () => {
  const hash = await passwordHash('open-eerst-de-voordeur');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verify(hash, 'open-eerst-de-voordeur')).toBe(true);
  expect(await verify(hash, 'open-eerst-de-achterdeur')).toBe(false);
});

test('the same password gives another hash each time', async () => {
  expect(await passwordHash('open-eerst-de-voordeur')).not.toBe(await passwordHash('open-eerst-de-voordeur'));
});
