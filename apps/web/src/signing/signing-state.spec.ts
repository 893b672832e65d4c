import { expect, test } from '@jest/globals';
import type { Problem } from '@autolog/contract/live';
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

test('what a refused signature was told stays, though the attempt itself moved the batch', () => {
  const told = { kind: 'refused', problem, pressed: true } as const;
  expect(stateAfterChallenge(told, { kind: 'ready' })).toBe(told);
});

test('a signature under way is not taken for one that can be pressed again', () => {
  expect(stateAfterChallenge({ kind: 'signing' }, { kind: 'ready' })).toEqual({ kind: 'signing' });
});

test('a sheet that could not be asked for opens as soon as it can', () => {
  expect(stateAfterChallenge({ kind: 'refused', problem, pressed: false }, { kind: 'ready' })).toEqual({
    kind: 'ready',
  });
  expect(stateAfterChallenge({ kind: 'asking' }, { kind: 'unreachable' })).toEqual({ kind: 'unreachable' });
});
