import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const BUILT = resolve(import.meta.dirname, '../dist/application-certificates.js');
const folder = mkdtempSync(join(tmpdir(), 'autolog-certificates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEST_MS_MAX = 60_000;

/** In a process of its own: the OPC UA library comes as ES modules, which the tests do not load. */
const REJECTED_WHILE_ADDED = `
import { X509Certificate } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
const { Certificates } = await import(process.argv[1]);
const folder = process.argv[2];
const other = await Certificates.open(join(folder, 'other'), []);
const appears = join(folder, 'other.pem');
const own = await Certificates.open(join(folder, 'own'), [appears]);
copyFileSync(other.certificateFile, appears);
const { raw } = new X509Certificate(readFileSync(appears));
const added = [await own.trust(), await own.trust()];
await own.manager.rejectCertificate(raw);
added.push(await own.trust());
console.log(JSON.stringify({ added, status: await own.manager.isCertificateTrusted(raw) }));
process.exit(0);
`;

test(
  'the adapter trusts a certificate again that a connection judged at the same moment had put among the rejected',
  async () => {
    const words = ['--input-type=module', '-e', REJECTED_WHILE_ADDED, pathToFileURL(BUILT).href, folder];
    const { stdout } = await run(process.execPath, words, { timeout: TEST_MS_MAX });
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({ added: [1, 0, 1], status: 'Good' });
  },
  TEST_MS_MAX,
);
