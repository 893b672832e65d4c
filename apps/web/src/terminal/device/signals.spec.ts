import { expect, test } from '@jest/globals';
import { levelNow } from './signals.js';

const CULTURE = { alert: { low: '36.50', high: '37.50' }, stop: { low: '15.00', high: '39.00' } };

test.each(['Off', 'Idle', 'Complete'])(
  'the chamber of a device that is %s raises no alert, for no culture runs',
  (state) => {
    expect(levelNow(CULTURE, '22.00', state)).toBeUndefined();
  },
);

test.each(['Running', 'WaitingOperator', 'Paused', 'Error', undefined])(
  'the chamber of a device that is %s is held to its limits',
  (state) => {
    expect(levelNow(CULTURE, '36.00', state)).toBe('alert');
    expect(levelNow(CULTURE, '37.00', state)).toBeUndefined();
    expect(levelNow(CULTURE, '40.00', state)).toBe('stop');
  },
);
