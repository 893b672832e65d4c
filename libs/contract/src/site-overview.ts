import { BATCH_STATUSES, type BatchStatus } from '@autolog/domain/batch/state/batch';
import type { Severity } from '@autolog/domain/exception/exception';
import { SIGNAL_NAMES, type SignalName } from '@autolog/domain/device/signal';
import { EQUIPMENT_STATUSES, type EquipmentStatus } from '@autolog/domain/equipment/equipment-fact';
import { ROOM_STATUSES, type RoomStatus } from '@autolog/domain/room/room-fact';
import { PERFORMERS, type Performer } from '@autolog/domain/step-kind/step-common';
import type { Limits } from '@autolog/domain/quantity/limits';
import type { Text } from '@autolog/domain/text';
import { OperationLine, TimerLine } from './batch.js';
import { ViewPosition } from './reply.js';
import {
  ReplyCount,
  ReplyFlag,
  ReplyId,
  ReplyInstant,
  ReplyInteger,
  ReplyList,
  ReplyObject,
  ReplyOneOf,
  ReplySchema,
  ReplyText,
} from './reply-field.js';

export class WaitingBatch {
  @ReplyId() readonly id: string;
  @ReplyText() readonly number: string;
  @ReplyText() readonly coi: string;
  @ReplyOneOf(BATCH_STATUSES) readonly status: BatchStatus;
  @ReplyInstant() readonly since: string;
}

export class SiteOverviewQueue {
  @ReplyCount() readonly count: number;
  @ReplyList(() => WaitingBatch) readonly batches: readonly WaitingBatch[];
}

export class SiteOverviewAnchor {
  @ReplyText() readonly id: string;
  @ReplyInstant() readonly at: string;
}

/** A step that can be done now. */
export class NextStepLine {
  @ReplySchema('Text') readonly title: Text;
  @ReplyOneOf(PERFORMERS, { optional: true }) readonly performer?: Performer;
}

/** Open exceptions by severity. */
export class ExceptionCounts implements Readonly<Record<Severity, number>> {
  @ReplyCount() readonly minor: number;
  @ReplyCount() readonly major: number;
  @ReplyCount() readonly critical: number;
}

export class SiteOverviewBatch {
  @ReplyId() readonly id: string;
  @ReplyText() readonly number: string;
  @ReplyText() readonly coi: string;
  @ReplyOneOf(BATCH_STATUSES) readonly status: BatchStatus;
  @ReplyFlag() readonly held: boolean;
  @ReplyFlag() readonly simulated: boolean;
  @ReplyText({ optional: true, description: 'Code of the device' }) readonly device?: string;
  @ReplyCount() readonly stepsDone: number;
  @ReplyCount() readonly stepsTotal: number;
  @ReplyInstant({ optional: true }) readonly startedAt?: string;
  @ReplyInstant({ optional: true }) readonly finishedAt?: string;
  @ReplyList(() => SiteOverviewAnchor) readonly anchors: readonly SiteOverviewAnchor[];
  @ReplyInteger({ optional: true }) readonly firstDay?: number;
  @ReplyInteger({ optional: true }) readonly lastDay?: number;
  /** Operations that are open, in the order of the recipe; without any, none that can be worked on now. */
  @ReplyList(() => OperationLine) readonly operations: readonly OperationLine[];
  @ReplyObject(() => NextStepLine, { optional: true, description: 'The one whose window closes first' })
  readonly next?: NextStepLine;
  @ReplyList(() => TimerLine) readonly timers: readonly TimerLine[];
  @ReplyObject(() => ExceptionCounts) readonly exceptions: ExceptionCounts;
}

export class BatchName {
  @ReplyText() readonly number: string;
  @ReplyText() readonly coi: string;
}

export class SiteOverviewRoom {
  @ReplyId() readonly id: string;
  @ReplyText() readonly code: string;
  @ReplyOneOf(ROOM_STATUSES) readonly status: RoomStatus;
  @ReplyObject(() => SiteOverviewBatch, { optional: true }) readonly batch?: SiteOverviewBatch;
  @ReplyObject(() => BatchName, {
    optional: true,
    description: 'In place of `batch`: the record of the batch in this room cannot be read',
  })
  readonly unreadable?: BatchName;
}

export class SignalLimits {
  @ReplyOneOf(SIGNAL_NAMES) readonly signal: SignalName;
  @ReplySchema('Limits') readonly limits: Limits;
}

export class SignalReadingLine {
  @ReplyText() readonly signal: string;
  @ReplyText() readonly value: string;
  @ReplyInstant() readonly sourceTime: string;
  @ReplyCount({ description: 'OPC UA status code' }) readonly statusCode: number;
}

export class SiteOverviewDevice {
  @ReplyId() readonly id: string;
  @ReplyText() readonly code: string;
  @ReplyOneOf(EQUIPMENT_STATUSES) readonly status: EquipmentStatus;
  @ReplyObject(() => BatchName, { optional: true, description: 'The batch it serves' }) readonly batch?: BatchName;
  @ReplyFlag() readonly connected: boolean;
  @ReplyList(() => SignalLimits) readonly limits: readonly SignalLimits[];
  @ReplyList(() => SignalReadingLine) readonly readings: readonly SignalReadingLine[];
}

export class NotShown {
  @ReplyCount() readonly rooms: number;
  @ReplyCount() readonly devices: number;
}

/** GET /api/wall — the whole site on one screen that is read from across a room. Codes only, nothing of a patient. */
export class SiteOverviewReply extends ViewPosition {
  @ReplyList(() => SiteOverviewRoom) readonly rooms: readonly SiteOverviewRoom[];
  @ReplyList(() => SiteOverviewDevice) readonly devices: readonly SiteOverviewDevice[];
  /** Created and not started, the longest waiting first; at most a few, with how many there are. */
  @ReplyObject(() => SiteOverviewQueue) readonly toStart: SiteOverviewQueue;
  /** Finished and not yet reviewed or certified, the longest waiting first. */
  @ReplyObject(() => SiteOverviewQueue) readonly toReview: SiteOverviewQueue;
  /** Rooms and devices that are not on this screen, because there are too many of them. */
  @ReplyObject(() => NotShown) readonly left: NotShown;
}
