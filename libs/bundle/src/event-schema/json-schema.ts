import { TIMER_PURPOSES } from '@autolog/domain/batch/event';
import { ASSESSMENT_RESULTS } from '@autolog/domain/exception/exception';
import { EXCEPTION_CLASSES, SEVERITIES } from '@autolog/domain/exception/exception';
import { SIGNAL_NAMES } from '@autolog/domain/device/signal';
import { UUID } from '@autolog/domain/brand';
import { MEANINGS } from '@autolog/domain/signature';
import { ROLES } from '@autolog/domain/role';
import { LANGUAGES } from '@autolog/domain/text';
import { UNIT_CODES } from '@autolog/domain/quantity/unit';

/** A JSON Schema (2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const TEXT_MAX = 4_000;

export const text: JsonSchema = { type: 'string', maxLength: TEXT_MAX };
export const name: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };
export const id: JsonSchema = { type: 'string', pattern: UUID.source };
export const digest: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
export const instant: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' };
export const decimal: JsonSchema = { type: 'string', pattern: '^-?\\d{1,30}(\\.\\d{1,30})?$' };
export const booleanValue: JsonSchema = { type: 'boolean' };
export const wholeNumber: JsonSchema = { type: 'integer', minimum: 0 };
export const positiveInteger: JsonSchema = { type: 'integer', minimum: 1 };
export const positiveNumber: JsonSchema = { type: 'number', exclusiveMinimum: 0 };
export const oneOf = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: [...values] });
export const arrayOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items, maxItems: 10_000 });
export const mapOf = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values });

/** Exactly these fields: names that end in `?` may be absent. */
export function objectSchema(fields: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [key, schema] of Object.entries(fields)) {
    const optional = key.endsWith('?');
    const field = optional ? key.slice(0, -1) : key;
    properties[field] = schema;
    if (!optional) required.push(field);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

export const role = oneOf(ROLES);
export const language = oneOf(LANGUAGES);
export const unit = oneOf(UNIT_CODES);
export const signal = oneOf(SIGNAL_NAMES);
export const severity = oneOf(SEVERITIES);
export const exceptionClass = oneOf(Object.keys(EXCEPTION_CLASSES));
export const disposition = oneOf(ASSESSMENT_RESULTS);
export const timerPurpose = oneOf(TIMER_PURPOSES);

export const signature = objectSchema({
  id,
  person: id,
  name,
  userName: name,
  role,
  meaning: oneOf(MEANINGS),
  at: instant,
  content: digest,
  language,
  method: oneOf(['password']),
});
