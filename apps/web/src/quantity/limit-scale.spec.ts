import { expect, test } from '@jest/globals';
import { labelsFit, limitScaleOf } from './limit-scale.js';

test('a percentage with lower limits only is drawn up to one hundred', () => {
  const scale = limitScaleOf({ alert: { low: '80' }, action: { low: '70' }, stop: { low: '50' } }, 'en', '%');
  expect(scale).toMatchObject({ low: '42.5', high: '100', from: '80' });
  expect(scale?.marks.map(({ at, level }) => `${at} ${level}`)).toEqual(['50 stop', '70 action', '80 alert']);
});

test('two-sided limits have room on both sides and show the reader’s decimal sign', () => {
  const scale = limitScaleOf({ alert: { low: '36.5', high: '37.5' } }, 'nl', 'Cel');
  expect(scale).toMatchObject({ low: '36.25', high: '37.75', from: '36.5', to: '37.5' });
  expect(scale?.marks.map(({ text: shown }) => shown)).toEqual(['36,5', '37,5']);
});

test('a scale of what cannot be negative does not begin below zero', () => {
  expect(limitScaleOf({ alert: { low: '1', high: '9' } }, 'en', 'mL')?.low).toBe('0');
});

test('without limits there is no scale', () => expect(limitScaleOf({}, 'en', 'mL')).toBeUndefined());

test('labels that would run into each other are written out below instead', () => {
  const near = limitScaleOf({ alert: { low: '36.5', high: '37.5' }, action: { low: '36', high: '38' } }, 'en', 'Cel');
  const far = limitScaleOf({ alert: { low: '36', high: '38' } }, 'en', 'Cel');
  expect(near && labelsFit(near)).toBe(false);
  expect(far && labelsFit(far)).toBe(true);
});
