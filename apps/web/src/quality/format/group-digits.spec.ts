import { expect, test } from '@jest/globals';
import { groupDigits } from './group-digits.js';

test('a large count is grouped without a sign that could be read as a decimal', () => {
  expect([7, 999, 1000, 3_612_480].map(groupDigits)).toEqual(['7', '999', '1\u202f000', '3\u202f612\u202f480']);
});
