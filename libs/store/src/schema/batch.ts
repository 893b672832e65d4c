import {
  count,
  decimal,
  digest,
  disposition,
  exceptionClass,
  flag,
  id,
  instant,
  language,
  mapOf,
  name,
  severity,
  shape,
  signal,
  signature,
  text,
  timerPurpose,
  unit,
  whole,
  type Schema,
} from './shape.js';

const kind = (value: string): Schema => ({ const: value });

const outcome: Schema = {
  type: 'object',
  required: ['kind'],
  oneOf: [
    shape({ kind: kind('instruction') }),
    shape({ kind: kind('entry'), value: decimal, unit, typed: text }),
    shape({ kind: kind('calculation'), value: decimal, unit, explained: text }),
    shape({ kind: kind('choice'), choice: name }),
    shape({ kind: kind('scan'), read: text, 'lot?': id, 'equipment?': id, byHand: flag }),
    shape({ kind: kind('check'), states: mapOf(name) }),
    shape({ kind: kind('timer'), startedAt: instant, endedAt: instant }),
    shape({
      kind: kind('device'),
      signal,
      value: decimal,
      unit,
      device: id,
      sourceTime: instant,
      receivedAt: instant,
      statusCode: whole,
    }),
  ],
};

const deviation = shape({ 'limit?': text, 'found?': text, 'unit?': unit, 'detail?': text });

export const BATCH_SCHEMAS: Readonly<Record<string, Schema>> = {
  'BatchCreated.1': shape({
    number: name,
    therapy: id,
    coi: name,
    orderNumber: name,
    recipe: id,
    recipeHash: digest,
    simulated: flag,
  }),
  'BatchStarted.1': shape({ recipeHash: digest, room: id, roomCode: name }),
  'DeviceBound.1': shape({ device: id, deviceCode: name }),
  'DeviceReleased.1': shape({ device: id }),
  'StepStarted.1': shape({ step: name }),
  'StepPerformed.1': shape({
    step: name,
    outcome,
    'sets?': name,
    awaitsWitness: flag,
    language,
    'signature?': signature,
  }),
  'StepWitnessed.1': shape({ step: name, signature }),
  'StepCorrected.1': shape({
    step: name,
    was: outcome,
    now: outcome,
    reason: digest,
    awaitsWitness: flag,
    'signature?': signature,
  }),
  'TimerArmed.1': shape({ timer: name, step: name, purpose: timerPurpose, dueAt: instant }),
  'TimerFired.1': shape({ timer: name, dueAt: instant, lateMs: whole }),
  'TimerDisarmed.1': shape({ timer: name }),
  'ExceptionRaised.1': shape({
    exception: name,
    class: exceptionClass,
    severity,
    'step?': name,
    deviation,
    'reason?': digest,
  }),
  'ExceptionAssessed.1': shape({ exception: name, disposition, assessment: digest, signature }),
  'AttemptRefused.1': shape({ 'step?': name, code: name, facts: mapOf(text) }),
  'BatchHeld.1': shape({ cause: text }),
  'BatchResumed.1': shape({}),
  'BatchFinished.1': shape({}),
  'BatchReviewed.1': shape({ signature }),
  'BatchCertified.1': shape({ certificate: name, signature }),
  'BatchRejected.1': shape({ reason: digest, signature }),
};

export const RECIPE_SCHEMAS: Readonly<Record<string, Schema>> = {
  'RecipeImported.1': shape({ code: name, version: name, hash: digest, yaml: digest, steps: count }),
  'RecipeSubmitted.1': shape({}),
  'RecipeApproved.1': shape({ hash: digest, signature }),
  'RecipeSuperseded.1': shape({ by: name }),
};
