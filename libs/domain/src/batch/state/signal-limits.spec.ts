import { expect, test } from '@jest/globals';
import type { DeviceStep } from '../../step-kind/device.js';
import { exceededLevelNow, currentLimitsOf } from './signal-limits.js';

const CULTURE = { alert: { low: '36.50', high: '37.50' }, stop: { low: '15.00', high: '39.00' } };

test.each(['Off', 'Idle', 'Complete'])(
  'the chamber of a device that is %s raises no alert, for no culture runs',
  (state) => {
    expect(exceededLevelNow(CULTURE, '22.00', state)).toBeUndefined();
  },
);

test.each(['Running', 'WaitingOperator', 'Paused', 'Error', undefined])(
  'the chamber of a device that is %s is held to its limits',
  (state) => {
    expect(exceededLevelNow(CULTURE, '36.00', state)).toBe('alert');
    expect(exceededLevelNow(CULTURE, '37.00', state)).toBeUndefined();
    expect(exceededLevelNow(CULTURE, '40.00', state)).toBe('stop');
  },
);

const taking = (low: string, status: string, blind = false) => {
  const step: DeviceStep = {
    id: `temperature-${low}`,
    kind: 'device',
    title: { en: 'Chamber', nl: 'Kamer' },
    instruction: { en: 'Take it.', nl: 'Neem over.' },
    signature: 'none',
    irreversible: false,
    signal: 'tempActual',
    parameter: {
      id: 'temperature',
      title: { en: 'Chamber', nl: 'Kamer' },
      unit: 'Cel',
      decimals: 1,
      source: 'device',
      criticality: 'CPP',
      limits: { alert: { low } },
      blind,
      reference: 'invented for tests',
    },
  };
  return { step, status };
};

test('the limits that hold are those of the step that was reached last, and before any those of the first', () => {
  expect(currentLimitsOf([taking('4', 'locked'), taking('36', 'locked')], 'tempActual')).toEqual({
    alert: { low: '4' },
  });
  const reached = [taking('4', 'done'), taking('36', 'ready'), taking('20', 'locked')];
  expect(currentLimitsOf(reached, 'tempActual')).toEqual({ alert: { low: '36' } });
  expect(currentLimitsOf(reached, 'co2Actual')).toBeUndefined();
});

test('limits that must not be seen before the entry are not shown beside the device either', () => {
  expect(currentLimitsOf([taking('36', 'ready', true)], 'tempActual')).toBeUndefined();
});
