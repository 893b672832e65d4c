import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { EVENT_SCHEMAS } from './event-schema/check-payload.js';
import { KEYS_SCHEMA, MANIFEST_SCHEMA, PROOF_SCHEMA } from './format-schema.js';
import { schemaCheck } from './schema-check.js';

const SCHEMAS = { ...EVENT_SCHEMAS, manifest: MANIFEST_SCHEMA, proof: PROOF_SCHEMA, keys: KEYS_SCHEMA };
const ajv = new Ajv2020();

test.each(Object.entries(SCHEMAS))('the schema %s is valid JSON Schema 2020-12', (_, schema) => {
  expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
});

describe('a schema check', () => {
  const check = schemaCheck({ type: 'object', properties: { a: { type: 'array', items: { type: 'string' } } } });

  test('returns undefined for a value that fits', () => {
    expect(check({ a: ['x'] })).toBeUndefined();
  });

  test('names the first place that does not fit, and the value itself as "it"', () => {
    expect(check({ a: ['x', 1, 2] })).toBe('/a/1 must be string');
    expect(check(null)).toBe('it must be object');
  });
});
