import { createHash, hkdfSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FileWitness } from '@autolog/store/file-witness';
import { MerkleTree } from '@autolog/store/merkle-tree';
import { openSigningKey, type SigningKey } from '@autolog/store/signing-key';
import { Store } from '@autolog/store/store';
import type { Config } from '../config/config.js';
import { InstallationMac } from './installation-mac.js';
import { Installation } from './installation.js';

/** What a server process must have before it serves anything. */
export type OpenedRecord = Readonly<{
  store: Store;
  installation: Installation;
  mac: InstallationMac;
  key: SigningKey;
  witness: FileWitness;
  origin: string;
}>;

const MAC_KEY_BYTES = 32;

/** Opens the record, or answers why this process must not serve it. */
export async function openRecord(config: Config): Promise<{ opened: OpenedRecord } | { fault: string }> {
  const software = softwareDigest();
  const opening = await Store.open(config.databaseUrl, software);
  if ('fault' in opening) return opening;
  const { store } = opening;
  const { site } = store;
  if (site.profile !== config.profile) {
    return { fault: `this installation was founded as ${site.profile} and can never become ${config.profile}` };
  }
  const key = openSigningKey(config.dataDir);
  if (key.fingerprint !== site.keyFingerprint) {
    return { fault: `the signing key in ${config.dataDir} is not the one this installation was founded with` };
  }
  const witness = new FileWitness(config.witnessFile);
  const fault = await witness.findContradiction(store.part(MerkleTree));
  if (fault) return { fault };
  const installation = new Installation(site, software);
  const mac = new InstallationMac(macKeyOf(key));
  return { opened: { store, installation, mac, key, witness, origin: originOf(key) } };
}

/** Derived from the signing key, so that a copy of the database alone is not enough to make a MAC. */
const macKeyOf = (key: SigningKey): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key.sign(new TextEncoder().encode('autolog mac')), '', 'mac', MAC_KEY_BYTES));

/** The installation's own name as a log: no other has its key. */
const originOf = (key: SigningKey): string => `autolog/${key.fingerprint.slice(0, 16)}`;

/** SHA-256 over the built code of the server and its libraries: every event says which software wrote it. */
function softwareDigest(): string {
  const root = resolve(import.meta.dirname, '../../../..');
  const hash = createHash('sha256');
  for (const part of [
    'apps/server',
    'libs/domain',
    'libs/ledger',
    'libs/bundle',
    'libs/contract',
    'libs/recipes',
    'libs/settings',
    'libs/store',
  ]) {
    const dir = existsSync(join(root, part, 'dist')) ? join(root, part, 'dist') : join(root, part, 'src');
    for (const file of filesOf(dir)) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

const filesOf = (dir: string): readonly string[] =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:js|ts|json)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
