import { expect, test } from '@jest/globals';
import { DEMO_PEOPLE_LIST } from './people.js';
import { greeting, table } from './greeting.js';

test('columns are as wide as their widest cell', () => {
  expect(
    table([
      ['a', 'bcd'],
      ['ef', 'g'],
    ]),
  ).toEqual(['a    bcd', 'ef   g']);
});

const GREETING = { labels: '/data/demo-labels.txt', startsHistory: false };

test('the days before today are announced only where their simulation starts', () => {
  const textOf = (startsHistory: boolean): string =>
    greeting('http://localhost:8080', [], { ...GREETING, startsHistory });
  expect(textOf(true)).toContain('The last 13 days are being simulated');
  expect(textOf(false)).not.toContain('being simulated');
});

test('the greeting names the address, and every person with user name and password', () => {
  const text = greeting('http://localhost:8080', DEMO_PEOPLE_LIST, GREETING);
  expect(text).toContain('http://localhost:8080');
  for (const { name, userName, password } of DEMO_PEOPLE_LIST) {
    expect(text).toMatch(new RegExp(`${name} +${userName} +${password} `));
  }
});
