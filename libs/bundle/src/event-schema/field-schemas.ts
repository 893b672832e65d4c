import { UUID } from '@autolog/domain/brand';
import { TIMER_PURPOSES } from '@autolog/domain/batch/event';
import { SIGNAL_NAMES } from '@autolog/domain/device/signal';
import { ASSESSMENT_RESULTS, EXCEPTION_CLASSES, SEVERITIES } from '@autolog/domain/exception/exception';
import { UNIT_CODES } from '@autolog/domain/quantity/unit';
import { ROLES } from '@autolog/domain/role';
import { MEANINGS } from '@autolog/domain/signature';
import { LANGUAGES } from '@autolog/domain/text';
import { digest, objectSchema, oneOf, type JsonSchema } from '../json-schema.js';

const TEXT_MAX = 4_000;

export const text: JsonSchema = { type: 'string', maxLength: TEXT_MAX };
export const name: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };
export const id: JsonSchema = { type: 'string', pattern: UUID.source };
export const instant: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' };
export const decimal: JsonSchema = { type: 'string', pattern: '^-?\\d{1,30}(\\.\\d{1,30})?$' };
export const wholeNumber: JsonSchema = { type: 'integer', minimum: 0 };
export const positiveInteger: JsonSchema = { type: 'integer', minimum: 1 };
export const positiveNumber: JsonSchema = { type: 'number', exclusiveMinimum: 0 };
export const arrayOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items, maxItems: 10_000 });
export const mapOf = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values });

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
