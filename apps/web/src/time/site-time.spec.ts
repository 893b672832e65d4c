import { describe, expect, test } from '@jest/globals';
import { zoneOffsetChanges, formatOffset, formatShortTimestamp, formatTimestamp, timeTicks } from './site-time.js';

const ZONE = 'Europe/Amsterdam';
const at = (text: string) => Date.parse(text);
const labels = (from: string, to: string, wanted = 8) =>
  timeTicks(at(from), at(to), wanted, ZONE, 'en').map((tick) => tick.label);

describe('[P11-50] A time is shown with its zone', () => {
  test('in the language of the reader', () => {
    expect(formatTimestamp('2026-10-28T08:14:05.123Z', ZONE, 'en')).toBe('28 Oct 2026, 09:14:05 CET');
    expect(formatTimestamp('2026-07-28T08:14:05.123Z', ZONE, 'nl')).toBe('28 jul 2026, 10:14:05 CEST');
    expect(formatShortTimestamp('2026-10-28T08:14:05.123Z', ZONE, 'en')).toBe('28 Oct 09:14 CET');
  });

  test('offsets are written short, with minutes where a zone has them', () => {
    expect(formatOffset(at('2026-07-01T00:00:00.000Z'), ZONE)).toBe('+02');
    expect(formatOffset(at('2026-07-01T00:00:00.000Z'), 'Asia/Kolkata')).toBe('+05:30');
    expect(formatOffset(at('2026-07-01T00:00:00.000Z'), 'America/New_York')).toBe('-04');
    expect(formatOffset(at('2026-07-01T00:00:00.000Z'), 'UTC')).toBe('+00');
  });
});

describe('[F17] The nights in which the clock is changed', () => {
  test('25 October 2026: the hour that comes twice is told apart by its offset', () => {
    expect(labels('2026-10-24T23:30:00.000Z', '2026-10-25T02:10:00.000Z')).toEqual([
      '01:30 +02\n25 Oct',
      '02:00 +02',
      '02:30 +02',
      '02:00 +01',
      '02:30 +01',
      '03:00 +01',
    ]);
  });

  test('28 March 2027: the hour that does not exist gets no mark', () => {
    expect(labels('2027-03-28T00:00:00.000Z', '2027-03-28T03:00:00.000Z', 4)).toEqual([
      '01:00 +01\n28 Mar',
      '03:00 +02',
      '04:00 +02',
      '05:00 +02',
    ]);
  });

  test('days across the change still begin at midnight of the site', () => {
    const ticks = timeTicks(at('2026-10-23T22:00:00.000Z'), at('2026-10-26T23:00:00.000Z'), 5, ZONE, 'en');
    expect(ticks.map((tick) => [new Date(tick.at).toISOString(), tick.label])).toEqual([
      ['2026-10-23T22:00:00.000Z', '24 Oct +02'],
      ['2026-10-24T22:00:00.000Z', '25 Oct +02'],
      ['2026-10-25T23:00:00.000Z', '26 Oct +01'],
      ['2026-10-26T23:00:00.000Z', '27 Oct +01'],
    ]);
  });

  test('outside such a window no offset is printed, and the day is named once', () => {
    expect(zoneOffsetChanges(at('2026-11-01T00:00:00.000Z'), at('2026-11-05T00:00:00.000Z'), ZONE)).toBe(false);
    expect(labels('2026-11-01T20:00:00.000Z', '2026-11-02T02:00:00.000Z', 4)).toEqual([
      '22:00\n1 Nov',
      '00:00\n2 Nov',
      '02:00',
    ]);
  });
});

test('marks are never more than were asked for', () => {
  const from = at('2026-10-23T22:00:00.000Z');
  for (const span of [30_000, 600_000, 3_600_000, 86_400_000, 12 * 86_400_000, 60 * 86_400_000])
    expect(timeTicks(from, from + span, 10, ZONE, 'nl').length).toBeLessThanOrEqual(11);
});
