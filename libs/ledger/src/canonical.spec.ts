import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalBytes, canonicalText } from './canonical.js';

describe('[INV-6] canonical text', () => {
  test('is the one of RFC 8785: keys in UTF-16 order, numbers as JavaScript writes them', () => {
    expect(
      canonicalText({
        numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
        string: '€$\u000f\nA\'B"\\\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    expect(canonicalText({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, ö: 7 })).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    );
    expect(canonicalBytes('é')).toEqual(Uint8Array.of(0x22, 0xc3, 0xa9, 0x22));
  });

  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['undefined in an object', { reason: undefined }],
    ['undefined in an array', [1, undefined]],
    ['a hole in an array', [1, , 2]], // eslint-disable-line no-sparse-arrays -- the hole is what is tested
    ['NaN', { value: NaN }],
    ['infinity', -Infinity],
    ['a big integer', { value: 1n }],
    ['a function', { act: () => 1 }],
    ['a symbol', [Symbol('s')]],
    ['a date', { at: new Date(0) }],
    ['a map', new Map([['a', 1]])],
    ['bytes', { hash: Uint8Array.of(1) }],
    ['half a character', { name: 'a\ud800' }],
    ['half a character in a key', { '\udc00': 1 }],
    ['U+0000', ['a\u0000b']],
    ['U+0000 in a key', { 'a\u0000': 1 }],
    ['a circle', circle],
  ])('refuses %s rather than lose it', (_, value) => {
    expect(() => canonicalText(value)).toThrow('not canonical JSON');
  });

  test('names the place of the fault', () => {
    expect(() => canonicalText({ steps: [{ value: NaN }] })).toThrow('$.steps[0].value');
  });

  test('carries every JSON value unharmed, and the same text however its keys were ordered', () => {
    const wholeText = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000'));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        wholeText,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(wholeText, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => {
        const text = canonicalText(json);
        expect(JSON.parse(text)).toEqual(json);
        expect(canonicalText(turnedAround(json))).toBe(text);
      }),
    );
  });
});

function turnedAround(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(turnedAround);
  if (json === null || typeof json !== 'object') return json;
  return Object.fromEntries(
    Object.entries(json)
      .toReversed()
      .map(([key, member]) => [key, turnedAround(member)]),
  );
}
