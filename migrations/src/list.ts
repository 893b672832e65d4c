import { Clocks1763800000001 } from './0001-clocks.js';
import { Log1763800000002 } from './0002-log.js';
import { Ledger1763800000003 } from './0003-ledger.js';
import { Registers1763800000004 } from './0004-registers.js';
import { Access1763800000005 } from './0005-access.js';
import { Readings1763800000006 } from './0006-readings.js';
import { WholeProcess1763800000007 } from './0007-whole-process.js';
import { MigrationText1763800000008 } from './0008-migration-text.js';
import { BatchSnapshot1763800000009 } from './0009-batch-snapshot.js';

/** In the order they run. An explicit list: a glob hides order and meets .ts and .js twice. */
export const MIGRATIONS = [
  Clocks1763800000001,
  Log1763800000002,
  Ledger1763800000003,
  Registers1763800000004,
  Access1763800000005,
  Readings1763800000006,
  WholeProcess1763800000007,
  MigrationText1763800000008,
  BatchSnapshot1763800000009,
] as const;
