import { expect, test } from '@jest/globals';
import { parseCreateUser } from './create-user.js';

const words = ['--user-name', 'anna', '--name', 'Anna Prins'];

test('create-user takes one or more roles of the closed list', () => {
  expect(parseCreateUser([...words, '--role', 'planner', '--role', 'technician'])).toMatchObject({
    userName: 'anna',
    name: 'Anna Prins',
    roles: ['planner', 'technician'],
  });
  expect(() => parseCreateUser(words)).toThrow('--role');
  expect(() => parseCreateUser([...words, '--role', 'superuser'])).toThrow('qualified_person');
});

test('create-user needs the user name and the printed name', () => {
  expect(() => parseCreateUser(['--user-name', 'anna', '--role', 'planner'])).toThrow('--name');
});
