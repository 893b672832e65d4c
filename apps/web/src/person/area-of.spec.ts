import { expect, test } from '@jest/globals';
import { PERMISSIONS_OF } from '@autolog/domain/role';
import { areasOf, homeAreaOf, pathOfArea } from './area-of.js';

test.each([
  ['technician', 'terminal'],
  ['quality_officer', 'quality'],
  ['qualified_person', 'quality'],
  ['inspector', 'quality'],
  ['planner', 'planning'],
  ['process_engineer', 'recipe'],
] as const)('the home of a %s is the area %s', (role, area) => {
  expect(homeAreaOf([role])).toBe(area);
  expect(areasOf(PERMISSIONS_OF[role])).toContain(area);
});

test('an administrator has no part in a batch and no area', () => {
  expect(homeAreaOf(['administrator'])).toBeUndefined();
  expect(areasOf(PERMISSIONS_OF.administrator)).toEqual([]);
});

test('the first role with a home decides', () => {
  expect(homeAreaOf(['administrator', 'planner', 'technician'])).toBe('planning');
});

test('planner, quality and technician are offered the site overview, which is in planning', () => {
  for (const role of ['planner', 'quality_officer', 'qualified_person', 'technician'] as const)
    expect(areasOf(PERMISSIONS_OF[role])).toContain('site-overview');
  expect(pathOfArea('site-overview')).toBe('/planning#/site-overview');
  expect(pathOfArea('quality')).toBe('/quality');
});
