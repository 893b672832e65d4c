import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { Severity } from '@autolog/domain/exception/exception';
import type { SignalName } from '@autolog/domain/device/signal';
import type { Performer } from '@autolog/domain/step-kind/step-common';
import type { Limits } from '@autolog/domain/quantity/limits';
import type { Text } from '@autolog/domain/text';
import type { ViewPosition, OperationLine, TimerLine } from './batch.js';
import type { EquipmentLine, RoomLine } from './register.js';

/** GET /api/wall — the whole site on one screen that is read from across a room. Codes only, nothing of a patient. */
export type SiteOverviewReply = ViewPosition &
  Readonly<{
    rooms: readonly SiteOverviewRoom[];
    devices: readonly SiteOverviewDevice[];
    /** Created and not started, the longest waiting first; at most a few, with how many there are. */
    toStart: SiteOverviewQueue;
    /** Finished and not yet reviewed or certified, the longest waiting first. */
    toReview: SiteOverviewQueue;
    /** Rooms and devices that are not on this screen, because there are too many of them. */
    left: Readonly<{ rooms: number; devices: number }>;
  }>;

export type SiteOverviewQueue = Readonly<{ count: number; batches: readonly WaitingBatch[] }>;
export type WaitingBatch = Readonly<{ id: string; number: string; coi: string; status: BatchStatus; since: string }>;

export type SiteOverviewRoom = Readonly<{
  id: string;
  code: string;
  status: RoomLine['status'];
  batch?: SiteOverviewBatch;
  /** In place of `batch`: the record of the batch in this room cannot be read. */
  unreadable?: Readonly<{ number: string; coi: string }>;
}>;

export type SiteOverviewBatch = Readonly<{
  id: string;
  number: string;
  coi: string;
  status: BatchStatus;
  held: boolean;
  simulated: boolean;
  device?: string;
  stepsDone: number;
  stepsTotal: number;
  startedAt?: string;
  finishedAt?: string;
  anchors: readonly Readonly<{ id: string; at: string }>[];
  firstDay?: number;
  lastDay?: number;
  /** Operations that are open, in the order of the recipe; without any, none that can be worked on now. */
  operations: readonly OperationLine[];
  /** A step that can be done now, the one whose window closes first. */
  next?: Readonly<{ title: Text; performer?: Performer }>;
  timers: readonly TimerLine[];
  /** Open exceptions by severity. */
  exceptions: Readonly<Record<Severity, number>>;
}>;

export type SiteOverviewDevice = Readonly<{
  id: string;
  code: string;
  status: EquipmentLine['status'];
  /** The batch it serves. */
  batch?: Readonly<{ number: string; coi: string }>;
  connected: boolean;
  limits: readonly Readonly<{ signal: SignalName; limits: Limits }>[];
  readings: readonly Readonly<{ signal: string; value: string; sourceTime: string; statusCode: number }>[];
}>;
