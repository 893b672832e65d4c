import type { FieldType } from '@autolog/domain/step-kind/step-kind';
import { STEP_KINDS, STEP_KIND_RULES, type StepKind } from '@autolog/domain/step-kind/step-kinds';
import { booleanValue, digest, objectSchema, type JsonSchema } from '../json-schema.js';
import {
  arrayOf,
  decimal,
  disposition,
  exceptionClass,
  id,
  instant,
  language,
  mapOf,
  name,
  positiveInteger,
  severity,
  signal,
  signature,
  text,
  timerPurpose,
  unit,
  wholeNumber,
} from './field-schemas.js';

const FIELD_SCHEMAS: Readonly<Record<FieldType, JsonSchema>> = {
  text,
  name,
  'names by name': mapOf(name),
  decimal,
  unit,
  id,
  instant,
  boolean: booleanValue,
  true: { const: true },
  signal,
  'whole number': wholeNumber,
};

/** The fields of an outcome as the rules of its kind list them; `?` marks an optional one in both. */
function outcomeSchema(kind: StepKind): JsonSchema {
  const fields = Object.entries<`${FieldType}?` | FieldType>(STEP_KIND_RULES[kind].outcomeFields);
  const schemas = fields.map(([field, type]) => {
    const isOptional = type.endsWith('?');
    const schema = FIELD_SCHEMAS[(isOptional ? type.slice(0, -1) : type) as FieldType];
    return [isOptional ? `${field}?` : field, schema] as const;
  });
  return objectSchema({ kind: { const: kind }, ...Object.fromEntries(schemas) });
}

const outcome: JsonSchema = { type: 'object', required: ['kind'], oneOf: STEP_KINDS.map(outcomeSchema) };

/** What was observed and, where there is one, the limit it was compared with. */
const deviation = objectSchema({ 'limit?': text, 'found?': text, 'unit?': unit, 'detail?': text });

export const BATCH_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  'BatchCreated.1': objectSchema({
    number: name,
    therapy: id,
    coi: name,
    orderNumber: name,
    recipe: id,
    recipeHash: digest,
    simulated: booleanValue,
  }),
  'BatchStarted.1': objectSchema({ recipeHash: digest, room: id, roomCode: name }),
  'DeviceBound.1': objectSchema({ device: id, deviceCode: name }),
  'DeviceReleased.1': objectSchema({ device: id }),
  'StepStarted.1': objectSchema({ step: name }),
  'StepPerformed.1': objectSchema({
    step: name,
    outcome,
    'sets?': name,
    'setAt?': instant,
    awaitsWitness: booleanValue,
    language,
    'signature?': signature,
  }),
  'StepWitnessed.1': objectSchema({ step: name, signature }),
  'StepCorrected.1': objectSchema({
    step: name,
    was: outcome,
    now: outcome,
    reason: digest,
    awaitsWitness: booleanValue,
    'signature?': signature,
  }),
  'StepNotApplicable.1': objectSchema({ step: name, because: text }),
  'StepApplicableAgain.1': objectSchema({ step: name, because: text }),
  'TimerArmed.1': objectSchema({ timer: name, step: name, purpose: timerPurpose, dueAt: instant }),
  'TimerFired.1': objectSchema({ timer: name, dueAt: instant, lateMs: wholeNumber }),
  'TimerDisarmed.1': objectSchema({ timer: name }),
  'ExceptionRaised.1': objectSchema({
    exception: name,
    class: exceptionClass,
    severity,
    'step?': name,
    deviation,
    'reason?': digest,
  }),
  'ExceptionAssessed.1': objectSchema({ exception: name, disposition, assessment: digest, signature }),
  'AttemptRefused.1': objectSchema({ 'step?': name, code: name, facts: mapOf(text) }),
  'BatchHeld.1': objectSchema({ cause: text }),
  'BatchResumed.1': objectSchema({}),
  'BatchFinished.1': objectSchema({}),
  'BatchReviewed.1': objectSchema({ signature }),
  'BatchCertified.1': objectSchema({ certificate: name, signature }),
  'BatchRejected.1': objectSchema({ reason: digest, signature }),
  'BatchExported.1': objectSchema({
    export: id,
    format: name,
    members: arrayOf(objectSchema({ name, bytes: wholeNumber, sha256: digest })),
    events: wholeNumber,
    texts: wholeNumber,
    readings: wholeNumber,
    gaps: wholeNumber,
  }),
};

export const RECIPE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  'RecipeImported.1': objectSchema({ code: name, version: name, hash: digest, yaml: digest, steps: positiveInteger }),
  'RecipeSubmitted.1': objectSchema({}),
  'RecipeApproved.1': objectSchema({ hash: digest, signature }),
  'RecipeSuperseded.1': objectSchema({ by: name }),
};
