import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** The parts of an OPC UA endpoint; `host` has no IPv6 brackets. */
export type Endpoint = Readonly<{ host: string; port: number; path: string }>;

const ENDPOINT = /^opc\.tcp:\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})(\/[A-Za-z0-9._~/-]*)?$/;

/** Reads an endpoint; undefined when it is not plain opc.tcp://host:port/path (no user, no query, no other scheme). */
export function readEndpoint(url: string): Endpoint | undefined {
  const [, host, port, path] = ENDPOINT.exec(url) ?? [];
  if (host === undefined || port === undefined) return undefined;
  const number = Number(port);
  if (number < 1 || number > 65_535) return undefined;
  return { host: host.replace(/^\[|\]$/g, '').toLowerCase(), port: number, path: path ?? '' };
}

/** Whether the allow-list has this endpoint; its lines are `host:port` or `[ipv6]:port`. */
export const isAllowed = (endpoint: Endpoint, allowed: readonly string[]): boolean =>
  allowed.some((line) => {
    const one = readEndpoint(`opc.tcp://${line}`);
    return one !== undefined && one.path === '' && one.host === endpoint.host && one.port === endpoint.port;
  });

// Cloud metadata, all interfaces, multicast: never the address of a device, but a name on the list could be made to
// point there.
const FORBIDDEN_ADDRESSES = new BlockList();
FORBIDDEN_ADDRESSES.addSubnet('169.254.0.0', 16, 'ipv4');
FORBIDDEN_ADDRESSES.addSubnet('0.0.0.0', 8, 'ipv4');
FORBIDDEN_ADDRESSES.addSubnet('224.0.0.0', 3, 'ipv4');
FORBIDDEN_ADDRESSES.addSubnet('fe80::', 10, 'ipv6');
FORBIDDEN_ADDRESSES.addSubnet('ff00::', 8, 'ipv6');
FORBIDDEN_ADDRESSES.addAddress('::', 'ipv6');

export type Resolve = (host: string) => Promise<{ address: string; family: number }>;

/**
 * The URL to connect to. A name is resolved once and replaced by its address, so that the address that was checked is
 * the one connected to, even if the name server answers differently later. Throws for an address no device may have.
 */
export async function pinEndpoint(
  endpoint: Endpoint,
  resolve: Resolve = (host) => lookup(host),
): Promise<{ url: string; literal: boolean }> {
  const literal = isIP(endpoint.host) !== 0;
  const found = literal ? { address: endpoint.host, family: isIP(endpoint.host) } : await resolve(endpoint.host);
  const family = found.family === 6 ? 'ipv6' : 'ipv4';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(found.address)?.[1];
  if (
    FORBIDDEN_ADDRESSES.check(found.address, family) ||
    (mapped !== undefined && FORBIDDEN_ADDRESSES.check(mapped, 'ipv4'))
  ) {
    throw new Error(`${endpoint.host} resolves to ${found.address}, which no device may have`);
  }
  // A loopback address must be on the list as such or as localhost. Any other name that resolves to one was tampered
  // with.
  const loopback = found.address === '::1' || found.address.startsWith('127.') || mapped?.startsWith('127.') === true;
  if (loopback && !literal && endpoint.host !== 'localhost') {
    throw new Error(`${endpoint.host} resolves to this machine`);
  }
  const host = family === 'ipv6' ? `[${found.address}]` : found.address;
  return { url: `opc.tcp://${host}:${endpoint.port}${endpoint.path}`, literal };
}
