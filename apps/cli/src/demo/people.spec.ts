import { describe, expect, test } from '@jest/globals';
import { mayDo, type Permission } from '@autolog/domain/role';
import { DEMO_PEOPLE, DEMO_PEOPLE_LIST } from './people.js';

const PASSWORD_CHARACTERS_MIN = 15;

describe('the people of the demo', () => {
  test('every password is long enough for a local account, and nobody shares one', () => {
    for (const { password } of DEMO_PEOPLE_LIST)
      expect(password.length).toBeGreaterThanOrEqual(PASSWORD_CHARACTERS_MIN);
    expect(new Set(DEMO_PEOPLE_LIST.map(({ password }) => password)).size).toBe(DEMO_PEOPLE_LIST.length);
  });

  test('user names and printed names are unique', () => {
    expect(new Set(DEMO_PEOPLE_LIST.map(({ userName }) => userName)).size).toBe(DEMO_PEOPLE_LIST.length);
    expect(new Set(DEMO_PEOPLE_LIST.map(({ name }) => name)).size).toBe(DEMO_PEOPLE_LIST.length);
  });

  test('there is somebody for every permission of a batch, and two people who may perform and two who may certify', () => {
    const able = (permission: Permission): number =>
      DEMO_PEOPLE_LIST.filter(({ roles }) => mayDo(roles, permission)).length;
    expect(able('batch.perform')).toBeGreaterThanOrEqual(2);
    expect(able('batch.certify')).toBeGreaterThanOrEqual(2);
    for (const permission of [
      'recipe.author',
      'recipe.approve',
      'therapy.order',
      'batch.create',
      'batch.review',
    ] as const) {
      expect(able(permission)).toBeGreaterThanOrEqual(1);
    }
  });

  test('[P11-10g] the administrator has no permission for a GMP act', () => {
    for (const permission of ['batch.perform', 'batch.review', 'batch.certify', 'recipe.approve'] as const) {
      expect(mayDo(DEMO_PEOPLE.admin.roles, permission)).toBe(false);
    }
  });
});
