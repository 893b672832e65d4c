import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { UUID } from '@autolog/domain/brand';
import { parseDeviceMapping, type DeviceMapping } from '@autolog/domain/device/mapping';
import { SECURITY_POLICIES, type SecurityPolicyName } from '@autolog/opcua/security-policies';
import { Settings, type Environment, type ReadSettings } from '@autolog/settings/settings';
import { isAllowed, readEndpoint, type Endpoint } from './allow-list.js';

export type DeviceConfig = Readonly<{
  /** The equipment's id in Autolog. */
  equipment: string;
  code: string;
  endpoint: Endpoint;
  mapping: DeviceMapping;
  securityPolicy: SecurityPolicyName;
  /** Where given: the application URI that the device's certificate must carry. */
  serverUri?: string;
  user?: Readonly<{ name: string; passwordFile: string }>;
}>;

export type AdapterConfig = Readonly<{
  serverUrl: string;
  tokenFile: string;
  dir: string;
  trustFiles: readonly string[];
  spoolBytesMax: number;
  devices: readonly DeviceConfig[];
}>;

type Fields = Readonly<Record<string, unknown>>;

const SPOOL_BYTES = { byDefault: 2 * 2 ** 30, min: 64 * 1024, max: Number.MAX_SAFE_INTEGER };
const DEVICES_MAX = 50;
const ALLOWED_MAX = 200;
const DEVICE_FIELDS = [
  'equipment',
  'code',
  'endpoint',
  'mapping',
  'securityMode',
  'securityPolicy',
  'serverUri',
  'user',
] as const;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads the environment and the configuration file; returns the configuration, or every fault in both at once. */
export function readConfig(environment: Environment = process.env): ReadSettings<AdapterConfig> {
  const settings = new Settings(environment);
  const { faults } = settings;
  const tokenFile = settings.text('AUTOLOG_TOKEN_FILE');
  checkTokenFile(tokenFile, faults);
  const dir = settings.text('AUTOLOG_ADAPTER_DIR');
  const file = settings.text('AUTOLOG_ADAPTER_CONFIG');
  const content = readYaml(file, faults);
  const serverUrl = settings.optional('AUTOLOG_SERVER_URL') ?? textOf(content.serverUrl);
  if (!/^https?:\/\/[^/?#@]+\/?$/.test(serverUrl)) {
    faults.push('AUTOLOG_SERVER_URL (or serverUrl) must be http:// or https://, a host and a port, and nothing more');
  }
  return settings.result<AdapterConfig>({
    serverUrl: serverUrl.replace(/\/$/, ''),
    tokenFile,
    dir: resolve(dir),
    trustFiles: settings.paths('AUTOLOG_ADAPTER_TRUST_FILES'),
    spoolBytesMax: settings.wholeNumber('AUTOLOG_SPOOL_BYTES_MAX', SPOOL_BYTES),
    devices: readDevices(content, dirname(resolve(file === '' ? '.' : file)), faults),
  });
}

function checkTokenFile(file: string, faults: string[]): void {
  if (file === '') return;
  if (!existsSync(file)) faults.push('AUTOLOG_TOKEN_FILE: there is no such file');
  // Who has the token can send readings: other users of this machine must not be able to read it.
  else if ((statSync(file).mode & 0o077) !== 0) faults.push('AUTOLOG_TOKEN_FILE: others can read it; chmod 600 it');
}

function readYaml(file: string, faults: string[]): Fields {
  if (file === '') return {};
  try {
    const content: unknown = parse(readFileSync(file, 'utf8'));
    if (isFields(content)) return content;
    faults.push('AUTOLOG_ADAPTER_CONFIG: the file is not a list of named fields');
  } catch (fault) {
    faults.push(`AUTOLOG_ADAPTER_CONFIG: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
  return {};
}

function readDevices(content: Fields, folder: string, faults: string[]): readonly DeviceConfig[] {
  for (const key of Object.keys(content)) {
    if (!['serverUrl', 'allowedEndpoints', 'devices'].includes(key)) faults.push(`${key}: unknown field`);
  }
  const allowed = Array.isArray(content.allowedEndpoints) ? content.allowedEndpoints.map(textOf) : [];
  if (allowed.length === 0 || allowed.length > ALLOWED_MAX)
    faults.push('allowedEndpoints: list host:port, at least one');
  allowed.forEach((line, n) => {
    if (readEndpoint(`opc.tcp://${line}`)?.path !== '') faults.push(`allowedEndpoints[${n}]: write host:port`);
  });
  const devices = Array.isArray(content.devices) ? (content.devices as readonly unknown[]) : [];
  if (devices.length === 0 || devices.length > DEVICES_MAX)
    faults.push(`devices: at least one, at most ${DEVICES_MAX}`);
  const read = devices.map((device, n) => readDevice(device, `devices[${n}]`, allowed, folder, faults));
  const ids = read.map((device) => device?.equipment);
  if (new Set(ids).size !== ids.length) faults.push('devices: two have the same equipment');
  return read.filter((device) => device !== undefined);
}

function readDevice(
  device: unknown,
  where: string,
  allowed: readonly string[],
  folder: string,
  faults: string[],
): DeviceConfig | undefined {
  if (!isFields(device)) {
    faults.push(`${where}: not a list of named fields`);
    return undefined;
  }
  for (const key of Object.keys(device)) {
    if (!(DEVICE_FIELDS as readonly string[]).includes(key)) faults.push(`${where}.${key}: unknown field`);
  }
  const equipment = textOf(device.equipment);
  if (!UUID.test(equipment)) faults.push(`${where}.equipment: the equipment's id in Autolog is missing`);
  const code = textOf(device.code);
  if (code === '') faults.push(`${where}.code: missing`);
  // Required in the file, with this one value: the default of node-opcua is no security at all.
  if (device.securityMode !== 'SignAndEncrypt') faults.push(`${where}.securityMode: must be SignAndEncrypt`);
  const policy = SECURITY_POLICIES.find((name) => name === device.securityPolicy);
  if (!policy) faults.push(`${where}.securityPolicy: one of ${SECURITY_POLICIES.join(', ')}`);
  const endpoint = readEndpoint(textOf(device.endpoint));
  if (!endpoint) faults.push(`${where}.endpoint: write opc.tcp://host:port`);
  else if (!isAllowed(endpoint, allowed)) faults.push(`${where}.endpoint: not in allowedEndpoints`);
  const mapping = readMappingFile(textOf(device.mapping), `${where}.mapping`, folder, faults);
  const user = readUser(device.user, `${where}.user`, faults);
  if (!endpoint || !policy || !mapping) return undefined;
  return {
    equipment,
    code,
    endpoint,
    mapping,
    securityPolicy: policy,
    ...(typeof device.serverUri === 'string' ? { serverUri: device.serverUri } : {}),
    ...(user === undefined ? {} : { user }),
  };
}

function readMappingFile(path: string, where: string, folder: string, faults: string[]): DeviceMapping | undefined {
  if (path === '') {
    faults.push(`${where}: a file name is missing`);
    return undefined;
  }
  try {
    const read = parseDeviceMapping(parse(readFileSync(resolve(folder, path), 'utf8')));
    if ('mapping' in read) return read.mapping;
    faults.push(...read.faults.map((fault) => `${where}: ${fault}`));
  } catch (fault) {
    faults.push(`${where}: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
  return undefined;
}

function readUser(user: unknown, where: string, faults: string[]): DeviceConfig['user'] {
  if (user === undefined) return undefined;
  const name = isFields(user) ? textOf(user.name) : '';
  const passwordFile = isFields(user) ? textOf(user.passwordFile) : '';
  if (name === '' || passwordFile === '') faults.push(`${where}: name and passwordFile are both needed`);
  return { name, passwordFile };
}
