import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_MAPPING_FILE } from '../installation.js';
import { DEMO_EQUIPMENT } from './demo-things.js';
import type { Plant } from './process-plans.js';

/** Where each of the two keeps its certificate for the other to trust. */
export const certificateOf = (dataDir: string, part: 'simulator' | 'device-adapter'): string =>
  join(dataDir, part, 'own.pem');

/** Writes the adapter's configuration anew at every start: ports may have moved. Returns the file. */
export function writeAdapterFiles(plant: Plant, equipment: string): string {
  const folder = join(plant.dataDir, 'device-adapter');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'config.yaml');
  const place = `localhost:${plant.ports.simulator}`;
  // JSON is YAML, and needs no writer.
  const config = {
    allowedEndpoints: [place],
    devices: [
      {
        equipment,
        code: DEMO_EQUIPMENT.code,
        endpoint: `opc.tcp://${place}`,
        mapping: DEMO_MAPPING_FILE,
        securityMode: 'SignAndEncrypt',
        securityPolicy: 'Aes256_Sha256_RsaPss',
      },
    ],
  };
  writeFileSync(file, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  return file;
}
