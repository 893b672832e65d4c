import { describe, expect, test } from '@jest/globals';
import { isAllowed, pinEndpoint, readEndpoint } from './allow-list.js';

const to =
  (address: string, family = 4) =>
  () =>
    Promise.resolve({ address, family });

describe('[S25] endpoints: only listed hosts and ports are accepted', () => {
  test.each([
    'http://10.0.0.1:4840',
    'opc.tcp://user@evil:4840',
    'opc.tcp://10.0.0.1',
    'opc.tcp://10.0.0.1:0',
    'opc.tcp://10.0.0.1:99999',
    'opc.tcp://10.0.0.1:4840?x=1',
    'opc.tcp://10.0.0.1:4840 ',
    'opc.tcp://',
  ])('%s is not an endpoint', (url) => {
    expect(readEndpoint(url)).toBeUndefined();
  });

  test('host and port must both be on the list', () => {
    const endpoint = readEndpoint('opc.tcp://Prodigy-1:4840/UA');
    expect(endpoint && isAllowed(endpoint, ['prodigy-1:4840'])).toBe(true);
    expect(endpoint && isAllowed(endpoint, ['prodigy-1:4841', 'prodigy-10:4840', 'prodigy-1.evil:4840'])).toBe(false);
  });

  test('a host name is resolved once and replaced by its address in the URL', async () => {
    const endpoint = { host: 'prodigy-1', port: 4840, path: '' };
    let asked = 0;
    const changing = () => {
      asked += 1;
      return Promise.resolve({ address: asked === 1 ? '10.1.2.3' : '169.254.169.254', family: 4 });
    };
    expect(await pinEndpoint(endpoint, changing)).toEqual({ url: 'opc.tcp://10.1.2.3:4840', literal: false });
    expect(asked).toBe(1);
  });

  test.each([
    ['169.254.169.254', 4],
    ['0.0.0.0', 4],
    ['224.0.0.1', 4],
    ['127.0.0.1', 4],
    ['::1', 6],
    ['fe80::1', 6],
    ['::ffff:127.0.0.1', 6],
    ['::ffff:169.254.169.254', 6],
  ])('a listed host name that resolves to %s is refused', async (address, family) => {
    await expect(pinEndpoint({ host: 'prodigy-1', port: 4840, path: '' }, to(address, family))).rejects.toThrow(
      /resolves to/,
    );
  });

  test('the cloud metadata address is refused even when written as an address', async () => {
    await expect(pinEndpoint({ host: '169.254.169.254', port: 80, path: '' })).rejects.toThrow(/no device may have/);
  });

  test('the loopback address may be listed', async () => {
    const endpoint = { host: '127.0.0.1', port: 48400, path: '' };
    expect(await pinEndpoint(endpoint)).toEqual({ url: 'opc.tcp://127.0.0.1:48400', literal: true });
  });
});
