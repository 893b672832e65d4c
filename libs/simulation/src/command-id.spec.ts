import { expect, test } from '@jest/globals';
import { commandId } from './command-id.js';

test('the same name gives the same id, and another name another id', () => {
  expect(commandId('register room ROOM-1')).toBe(commandId('register room ROOM-1'));
  expect(commandId('register room ROOM-1')).not.toBe(commandId('register room ROOM-2'));
});

test('a command id is a UUID of version 5', () => {
  expect(commandId('anything')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
