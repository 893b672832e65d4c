import { expect, test } from '@jest/globals';
import type { Problem } from '@autolog/contract/problem';
import { stateAfterChallenge } from './signing-state.js';

const problem: Problem = {
  type: 'urn:autolog:refusal:SIGNATURE_FAILED',
  title: 'SIGNATURE_FAILED',
  status: 403,
  detail: 'User name or password is not right. Nothing was signed.',
  code: 'SIGNATURE_FAILED',
  facts: {},
  reference: 'r-1',
};

test('the refusal of a signature stays shown when the batch changes', () => {
  const told = { kind: 'refused', problem, pressed: true } as const;
  expect(stateAfterChallenge(told, { kind: 'ready' })).toBe(told);
});

test('a signature being sent cannot be sent again', () => {
  expect(stateAfterChallenge({ kind: 'signing' }, { kind: 'ready' })).toEqual({ kind: 'signing' });
});

test('a challenge that failed is requested again', () => {
  expect(stateAfterChallenge({ kind: 'refused', problem, pressed: false }, { kind: 'ready' })).toEqual({
    kind: 'ready',
  });
  expect(stateAfterChallenge({ kind: 'asking' }, { kind: 'unreachable' })).toEqual({ kind: 'unreachable' });
});
