import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfig } from './config.js';

const MAPPING = resolve(__dirname, '../mappings/simulated-prodigy.yaml');
const EQUIPMENT = '01890a5d-ac96-774b-bcce-b302099a8057';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'autolog-config-'));
  writeFileSync(join(folder, 'token'), 'a token\n', { mode: 0o600 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const device = {
  equipment: EQUIPMENT,
  code: 'PRODIGY-1',
  endpoint: 'opc.tcp://127.0.0.1:48400',
  mapping: MAPPING,
  securityMode: 'SignAndEncrypt',
  securityPolicy: 'Aes256_Sha256_RsaPss',
};

function read(devices: readonly unknown[], more: Record<string, unknown> = {}, env: Record<string, string> = {}) {
  const file = join(folder, 'adapter.yaml');
  writeFileSync(file, JSON.stringify({ allowedEndpoints: ['127.0.0.1:48400'], devices, ...more }));
  return readConfig({
    AUTOLOG_SERVER_URL: 'http://127.0.0.1:3000',
    AUTOLOG_TOKEN_FILE: join(folder, 'token'),
    AUTOLOG_ADAPTER_CONFIG: file,
    AUTOLOG_ADAPTER_DIR: folder,
    ...env,
  });
}
const faultsOf = (config: ReturnType<typeof read>): readonly string[] => ('faults' in config ? config.faults : []);

describe('the configuration of the device adapter', () => {
  test('the mapping of the simulated device is read, each path by the URI of its namespace', () => {
    const config = read([device]);
    expect(faultsOf(config)).toEqual([]);
    const mapping = 'config' in config ? config.config.devices[0]?.mapping : undefined;
    expect(mapping?.signals.find(({ signal }) => signal === 'tempActual')).toMatchObject({
      everySeconds: 10,
      everySecondsFast: 60,
      path: [
        { namespaceUri: 'http://opcfoundation.org/UA/DI/', name: 'DeviceSet' },
        { namespaceUri: 'urn:autolog:simulated-prodigy', name: 'Prodigy' },
        { namespaceUri: 'http://opcfoundation.org/UA/LADS/', name: 'FunctionalUnitSet' },
        { namespaceUri: 'urn:autolog:simulated-prodigy', name: 'CentriCult' },
        { namespaceUri: 'http://opcfoundation.org/UA/LADS/', name: 'FunctionSet' },
        { namespaceUri: 'urn:autolog:simulated-prodigy', name: 'Temperature' },
        { namespaceUri: 'http://opcfoundation.org/UA/LADS/', name: 'CurrentValue' },
      ],
    });
  });

  test.each([undefined, 'None', 'Sign', 'none'])('security mode %s is refused', (securityMode) => {
    expect(faultsOf(read([{ ...device, securityMode }]))).toEqual(['devices[0].securityMode: must be SignAndEncrypt']);
  });

  test.each([undefined, 'None', 'Basic128Rsa15', 'Basic256'])('security policy %s is refused', (securityPolicy) => {
    expect(faultsOf(read([{ ...device, securityPolicy }]))).toEqual([
      'devices[0].securityPolicy: one of Aes256_Sha256_RsaPss, Aes128_Sha256_RsaOaep, Basic256Sha256',
    ]);
  });

  test('[S25] an endpoint that is not in allowedEndpoints is refused', () => {
    expect(faultsOf(read([{ ...device, endpoint: 'opc.tcp://localhost:5432' }]))).toEqual([
      'devices[0].endpoint: not in allowedEndpoints',
    ]);
  });

  test('all faults of the configuration are reported together', () => {
    const faults = faultsOf(
      read(
        [{ code: 'X', colour: 'red' }],
        { more: 1 },
        { AUTOLOG_SERVER_URL: 'ftp://x', AUTOLOG_SPOOL_BYTES_MAX: '5' },
      ),
    );
    expect(faults.map((fault) => fault.split(/[ :]/)[0])).toEqual([
      'AUTOLOG_SERVER_URL',
      'AUTOLOG_SPOOL_BYTES_MAX',
      'more',
      'devices[0].colour',
      'devices[0].equipment',
      'devices[0].securityMode',
      'devices[0].securityPolicy',
      'devices[0].endpoint',
      'devices[0].mapping',
    ]);
  });

  test('a token file that others can read is refused', () => {
    chmodSync(join(folder, 'token'), 0o644);
    expect(faultsOf(read([device]))).toEqual(['AUTOLOG_TOKEN_FILE: others can read it; chmod 600 it']);
    chmodSync(join(folder, 'token'), 0o600);
  });
});
