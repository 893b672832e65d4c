import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_MAPPING_FILE } from '../installation.js';
import type { Plant, PlantDevice } from './plant.js';

export const adapterDir = (dataDir: string): string => join(dataDir, 'device-adapter');
export const simulatorDir = (dataDir: string, number: number): string => join(dataDir, `simulator-${number}`);
/** Where each of them keeps its certificate for the other side to trust. */
export const certificateIn = (folder: string): string => join(folder, 'own.pem');

/** Writes the adapter's configuration anew at every start: ports may have moved. Returns the file. */
export function writeAdapterFiles(plant: Plant, devices: readonly PlantDevice[]): string {
  const folder = adapterDir(plant.dataDir);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'config.yaml');
  // JSON is YAML, and needs no writer.
  const config = {
    allowedEndpoints: devices.map(placeOf),
    devices: devices.map((device) => ({
      equipment: device.equipment,
      code: device.code,
      endpoint: `opc.tcp://${placeOf(device)}`,
      mapping: DEMO_MAPPING_FILE,
      securityMode: 'SignAndEncrypt',
      securityPolicy: 'Aes256_Sha256_RsaPss',
    })),
  };
  writeFileSync(file, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  return file;
}

const placeOf = ({ opcua }: PlantDevice): string => `localhost:${opcua}`;
