import { describe, expect, test } from '@jest/globals';
import { BUNDLE_FORMAT } from '../format.js';
import { parseKeys, parseManifest, parseProof } from './parse-json-members.js';

const DIGEST = 'ab'.repeat(32);
const manifest = {
  format: BUNDLE_FORMAT,
  export: 'e-1',
  batch: { id: 'b-1', number: 'B-1', coi: 'MX-1', orderNumber: 'A-1', simulated: false },
  recipe: { code: 'R', version: '1', hash: DIGEST },
  site: { name: 'Site', origin: 'autolog/abab', zone: 'Europe/Amsterdam', profile: 'demo' },
  software: '1',
  createdAt: '2026-11-30T12:00:00.000Z',
  members: [{ name: 'README.txt', bytes: 1, sha256: DIGEST }],
  readings: [
    {
      name: 'readings/tempActual.csv',
      device: 'd-1',
      deviceCode: 'D1',
      signal: 'tempActual',
      rows: 1,
      headerBytes: 10,
      days: [{ day: '2026-11-30', rows: 1, bytes: 10, sha256: DIGEST }],
    },
  ],
};
const proof = { size: 2, root: DIGEST, leaves: [{ index: 0, hash: DIGEST }], hashes: [DIGEST] };
const key = {
  origin: 'autolog/abab',
  algorithm: 'Ed25519',
  publicKey: 'AAAA',
  fingerprint: DIGEST,
  noteKey: 'autolog/abab+00+AAAA',
  since: { stream: 'site', seq: 1, at: '2026-11-30T12:00:00.000Z' },
};
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('[F21] the JSON files of a bundle', () => {
  test('are parsed, also with fields that a later version has added', () => {
    const later = { ...manifest, batch: { ...manifest.batch, priority: 1 }, attachments: [] };
    expect(parseManifest(bytes(later))).toEqual({ value: later });
    expect(parseProof(bytes(proof))).toEqual({ value: proof });
    expect(parseKeys(bytes({ keys: [key] }))).toEqual({ value: { keys: [key] } });
  });

  test.each([
    ['another format', parseManifest, { ...manifest, format: 'autolog-bundle/2' }, '/format must be equal to'],
    ['a missing field', parseManifest, { ...manifest, site: undefined }, "it must have required property 'site'"],
    ['a list of nothing', parseManifest, { ...manifest, members: [null] }, '/members/0 must be object'],
    ['a number of text', parseManifest, { ...manifest, software: 1 }, '/software must be string'],
    ['a list instead of an object', parseProof, [], 'it must be object'],
    ['a size that is not exact', parseProof, { ...proof, size: 2 ** 53 }, '/size must be <= 9007199254740991'],
    [
      'a negative index',
      parseProof,
      { ...proof, leaves: [{ index: -1, hash: DIGEST }] },
      '/leaves/0/index must be >= 0',
    ],
    ['a digest in capitals', parseProof, { ...proof, hashes: [DIGEST.toUpperCase()] }, '/hashes/0 must match pattern'],
    ['an unknown algorithm', parseKeys, { keys: [{ ...key, algorithm: 'RSA' }] }, '/keys/0/algorithm must be equal to'],
  ])('with %s are refused with the place of the fault', (_, parse, value, place) => {
    expect(parse(bytes(value))).toEqual({
      fault: expect.stringMatching(
        new RegExp(
          `^does not have the form of this file: ${place.replaceAll('/', '\\/')}.*; a later version of Autolog`,
        ),
      ),
    });
  });

  test.each([['[[['], [''], ['\u0000']])('that are not JSON are refused: %j', (content) => {
    expect(parseManifest(Buffer.from(content))).toEqual({ fault: 'cannot be read as JSON' });
  });
});
