import { KEYS_SCHEMA, MANIFEST_SCHEMA, PROOF_SCHEMA } from '../format-schema.js';
import type { BundleKeys, BundleProof, Manifest } from '../format.js';
import type { JsonSchema } from '../json-schema.js';
import { schemaCheck } from '../schema-check.js';

/** A file's value, or why it is not one of this format. */
export type ParsedMember<Value> = Readonly<{ value: Value }> | Readonly<{ fault: string }>;

function memberParser<Value>(schema: JsonSchema): (content: Buffer) => ParsedMember<Value> {
  const check = schemaCheck(schema);
  return (content) => {
    let value: unknown;
    try {
      value = JSON.parse(content.toString('utf8'));
    } catch {
      return { fault: 'cannot be read as JSON' };
    }
    const fault = check(value);
    if (fault === undefined) return { value: value as Value };
    return {
      fault: `does not have the form of this file: ${fault}; a later version of Autolog may be able to read it`,
    };
  };
}

export const parseManifest = memberParser<Manifest>(MANIFEST_SCHEMA);
export const parseProof = memberParser<BundleProof>(PROOF_SCHEMA);
export const parseKeys = memberParser<BundleKeys>(KEYS_SCHEMA);
