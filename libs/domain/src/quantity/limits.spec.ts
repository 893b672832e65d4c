import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exceededLevel, formatLimit, type Limits } from './limits.js';

const viability: Limits = { target: '95', alert: { low: '85.0' }, action: { low: '80.0' }, stop: { low: '70' } };
const carbonDioxide: Limits = { alert: { low: '4.5', high: '5.5' }, stop: { low: '3', high: '8' } };

describe('limits', () => {
  test.each([
    [viability, '92.4', undefined],
    [viability, '84.94', 'alert'],
    [viability, '84.95', undefined],
    [viability, '79.95', 'alert'],
    [viability, '79.94', 'action'],
    [viability, '69.5', 'action'],
    [viability, '69.49', 'stop'],
    [carbonDioxide, '5.54', undefined],
    [carbonDioxide, '5.55', 'alert'],
    [carbonDioxide, '8.5', 'stop'],
    [carbonDioxide, '2.4', 'stop'],
    [{}, '-1000', undefined],
  ] as const)('rounded to the digits of the limit, then compared: %j against %s is %s', (limits, value, expected) => {
    expect(exceededLevel(limits, value)).toBe(expected);
  });

  test('79.95 meets a limit of at least 80.0', () => {
    expect(exceededLevel({ stop: { low: '80.0' } }, '79.95')).toBeUndefined();
    expect(exceededLevel({ stop: { low: '80.00' } }, '79.95')).toBe('stop');
  });

  test('are shown as people write them, with the sign of their language', () => {
    expect(formatLimit(viability, 'stop')).toBe('≥ 70');
    expect(formatLimit(carbonDioxide, 'alert')).toBe('4.5–5.5');
    expect(formatLimit(carbonDioxide, 'alert', 'nl')).toBe('4,5–5,5');
    expect(formatLimit({ stop: { high: '-120' } }, 'stop')).toBe('≤ -120');
    expect(formatLimit({ stop: { low: '-150', high: '-120' } }, 'stop')).toBe('-150 – -120');
    expect(formatLimit(carbonDioxide, 'action')).toBe('');
  });

  test('a value further below the lower limits never exceeds a lesser level', () => {
    const order = [undefined, 'alert', 'action', 'stop'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_00 }), fc.integer({ min: 0, max: 100_00 }), (a, b) => {
        const rank = (hundredths: number) => order.indexOf(exceededLevel(viability, (hundredths / 100).toFixed(2)));
        expect(rank(Math.min(a, b))).toBeGreaterThanOrEqual(rank(Math.max(a, b)));
      }),
    );
  });
});
