import type { EquipmentId, Instant } from '../brand.js';
import type { SignalName } from './signal.js';

export type ReadingFact = Readonly<{
  device: EquipmentId;
  signal: SignalName;
  value: string;
  sourceTime: Instant;
  /** When the device began to show it, by the clock of the site; of activities. */
  begunAt?: Instant;
  receivedAt: Instant;
  statusCode: number;
}>;
