import { expect, test } from '@jest/globals';
import { gapsFile, type ExportedGap } from './gaps.js';

const gap: ExportedGap = {
  device: 'd-1',
  signal: 'tempActual',
  from: '2026-11-30T12:00:00.000Z',
  to: '2026-11-30T12:05:00.000Z',
  reason: 'connection_lost',
  recovered: true,
};

test('gaps.csv has a header and a line for each gap, and quotes a field with a comma, a quote or a line end', () => {
  const lines = Buffer.from(gapsFile([gap, { ...gap, reason: 'a "b", c\nd', recovered: false }])).toString();
  expect(lines).toBe(
    'device,signal,from,to,reason,recovered\n' +
      'd-1,tempActual,2026-11-30T12:00:00.000Z,2026-11-30T12:05:00.000Z,connection_lost,true\n' +
      'd-1,tempActual,2026-11-30T12:00:00.000Z,2026-11-30T12:05:00.000Z,"a ""b"", c\nd",false\n',
  );
});
