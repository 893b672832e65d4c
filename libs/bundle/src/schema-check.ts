import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from './json-schema.js';

/** Says which part of a value does not fit its schema and why; undefined when the value fits. */
type SchemaCheck = (value: unknown) => string | undefined;

/** A test checks the schemas themselves; doing so at every start would take as long as compiling them. */
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateSchema: false });

/** A check that is compiled at its first use: a program that needs few of the schemas starts sooner. */
export function schemaCheck(schema: JsonSchema): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile(schema);
    return validate(value) ? undefined : describeError(validate.errors?.[0]);
  };
}

/** `/batch/number must be string`; the value itself is called `it`. */
const describeError = (error: ErrorObject | undefined): string =>
  `${error?.instancePath || 'it'} ${error?.message ?? 'does not fit its schema'}`;
