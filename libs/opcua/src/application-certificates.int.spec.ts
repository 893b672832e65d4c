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

/** Runs in a process of its own: node-opcua has ES modules, which these tests do not load. */
const REJECTED_WHILE_ADDED = `
import { X509Certificate } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
const { ApplicationCertificates } = await import(process.argv[1]);
const folder = process.argv[2];
const open = (name, trustFiles) =>
  ApplicationCertificates.open({
    dir: join(folder, name),
    trustFiles,
    applicationUri: 'urn:autolog:' + name,
    commonName: 'Autolog ' + name,
  });
const peer = await open('peer', []);
const peerFile = join(folder, 'peer.pem');
const own = await open('own', [peerFile]);
copyFileSync(peer.certificateFile, peerFile);
const certificate = new X509Certificate(readFileSync(peerFile));
const added = [await own.trustNew(), await own.trustNew()];
await own.manager.rejectCertificate(certificate.raw);
added.push(await own.trustNew());
const { subject, subjectAltName } = certificate;
const status = await own.manager.isCertificateTrusted(certificate.raw);
console.log(JSON.stringify({ added, status, subject, subjectAltName }));
process.exit(0);
`;

test(
  'a trusted certificate that a connection check put among the rejected is trusted again at the next look',
  async () => {
    const parameters = ['--input-type=module', '-e', REJECTED_WHILE_ADDED, pathToFileURL(BUILT).href, folder];
    const { stdout } = await run(process.execPath, parameters, { timeout: TEST_MS_MAX });
    const found = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(found).toMatchObject({ added: [1, 0, 1], status: 'Good', subject: 'CN=Autolog peer' });
    expect(found.subjectAltName).toContain('URI:urn:autolog:peer');
  },
  TEST_MS_MAX,
);
