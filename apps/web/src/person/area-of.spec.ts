import { expect, test } from '@jest/globals';
import { PERMISSIONS_OF } from '@autolog/domain/role';
import { areasOf, homeOf, pathOf } from './area-of.js';

test.each([
  ['technician', 'terminal'],
  ['quality_officer', 'quality'],
  ['qualified_person', 'quality'],
  ['inspector', 'quality'],
  ['planner', 'planning'],
  ['process_engineer', 'recipe'],
] as const)('a %s comes to the area %s after signing in', (role, area) => {
  expect(homeOf([role])).toBe(area);
  expect(areasOf(PERMISSIONS_OF[role])).toContain(area);
});

test('an administrator has no part in a batch and no area', () => {
  expect(homeOf(['administrator'])).toBeUndefined();
  expect(areasOf(PERMISSIONS_OF.administrator)).toEqual([]);
});

test('the first role with a home decides', () => {
  expect(homeOf(['administrator', 'planner', 'technician'])).toBe('planning');
});

test('planning, quality and the floor are offered the wall, which hangs in planning', () => {
  for (const role of ['planner', 'quality_officer', 'qualified_person', 'technician'] as const)
    expect(areasOf(PERMISSIONS_OF[role])).toContain('wall');
  expect(pathOf('wall')).toBe('/planning#/wall');
  expect(pathOf('quality')).toBe('/quality');
});
