import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_MAPPING_FILE } from '../installation/installation.js';
import type { StackSettings, DeviceSettings } from './stack-settings.js';

export const adapterDir = (dataDir: string): string => join(dataDir, 'device-adapter');
export const simulatorDir = (dataDir: string, number: number): string => join(dataDir, `simulator-${number}`);
/** The certificate in a folder of the adapter or a simulator, which the other side trusts. */
export const certificateFile = (folder: string): string => join(folder, 'own.pem');

/** Writes the adapter's configuration at every start, because ports may have changed. Returns the file. */
export function writeAdapterFiles(settings: StackSettings, devices: readonly DeviceSettings[]): string {
  const folder = adapterDir(settings.dataDir);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'config.yaml');
  // JSON is valid YAML.
  const config = {
    allowedEndpoints: devices.map(endpointOf),
    devices: devices.map((device) => ({
      equipment: device.equipment,
      code: device.code,
      endpoint: `opc.tcp://${endpointOf(device)}`,
      mapping: DEMO_MAPPING_FILE,
      securityMode: 'SignAndEncrypt',
      securityPolicy: 'Aes256_Sha256_RsaPss',
    })),
  };
  writeFileSync(file, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  return file;
}

const endpointOf = ({ opcua }: DeviceSettings): string => `localhost:${opcua}`;
