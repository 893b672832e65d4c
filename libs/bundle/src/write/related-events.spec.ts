import { expect, test } from '@jest/globals';
import { EventReferences, type CanonicalEvent } from './related-events.js';

const OWN = 'aa'.repeat(32);
const HOLD = 'cc'.repeat(32);
const ANOTHERS = 'bb'.repeat(32);
const lineOf = (type: string, payload: object): CanonicalEvent => ({
  stream: 'batch/b-1',
  seq: 1,
  canonical: JSON.stringify({ actor: 'system/adapter', type, payload }),
});

test('[S15] an export has the texts that its events refer to, and none that only look like a reference', () => {
  const references = new EventReferences();
  references.collect([
    lineOf('BatchHeld', { cause: 'X-1' }),
    lineOf('BatchHeld', { cause: HOLD }),
    lineOf('ExceptionAssessed', { exception: 'X-1', assessment: OWN, signature: { content: ANOTHERS } }),
    lineOf('ExceptionRaised', { exception: 'X-1', deviation: { found: ANOTHERS, detail: ANOTHERS } }),
    lineOf('AttemptRefused', { code: 'DEVICE_ON_OTHER_BATCH', facts: { found: ANOTHERS, reason: ANOTHERS } }),
  ]);
  expect([...references.texts]).toEqual([HOLD, OWN]);
});
