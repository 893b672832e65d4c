import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { BATCH_SCHEMAS, RECIPE_SCHEMAS } from './batch-events.js';
import { REGISTER_SCHEMAS } from './register-events.js';

export const EVENT_SCHEMAS = { ...BATCH_SCHEMAS, ...RECIPE_SCHEMAS, ...REGISTER_SCHEMAS };

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: false });
const compiled = new Map<string, ValidateFunction>(
  Object.entries(EVENT_SCHEMAS).map(([name, schema]) => [name, ajv.compile(schema)]),
);

/** Throws when an event is not what its type and version say: at append a bug of ours, at read a damaged log. */
export function checkPayload(type: string, version: number, payload: unknown): void {
  const validate = compiled.get(`${type}.${version}`);
  if (!validate) throw new Error(`no reader for event ${type} version ${version}: this software is older than the log`);
  if (!validate(payload)) {
    throw new Error(`event ${type} version ${version} is malformed: ${ajv.errorsText(validate.errors)}`);
  }
}
