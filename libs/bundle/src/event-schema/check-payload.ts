import { schemaCheck } from '../schema-check.js';
import { BATCH_SCHEMAS, RECIPE_SCHEMAS } from './batch-events.js';
import { REGISTER_SCHEMAS } from './register-events.js';

export const EVENT_SCHEMAS = { ...BATCH_SCHEMAS, ...RECIPE_SCHEMAS, ...REGISTER_SCHEMAS };

const CHECKS = new Map(Object.entries(EVENT_SCHEMAS).map(([name, schema]) => [name, schemaCheck(schema)]));

/**
 * Throws when a payload does not fit the schema of its event type and version: at append a defect of this software, at
 * read a damaged log.
 */
export function checkPayload(type: string, version: number, payload: unknown): void {
  const check = CHECKS.get(`${type}.${version}`);
  if (!check) throw new Error(`no reader for event ${type} version ${version}: this software is older than the log`);
  const fault = check(payload);
  if (fault !== undefined) throw new Error(`event ${type} version ${version} is malformed: ${fault}`);
}
