import { GAP_REASONS } from '@autolog/domain/device/gap-reason';
import { PatternField, InstantField } from './field.js';
import { ReplyText, ReplyInstant, ReplyOneOf, ReplyFlag, ReplyList, ReplyCount } from './reply-field.js';
import { ApiProperty } from '@nestjs/swagger';
import { ViewPosition } from './reply.js';

export class ReadingsQuery {
  @PatternField(/^[A-Za-z0-9]{1,40}$/) signal: string;
  @InstantField({ optional: true }) from?: string;
  @InstantField({ optional: true }) to?: string;
  @PatternField(/^\d{1,4}$/, { optional: true, description: 'Buckets wanted, at most 4000' }) width?: string;
}

export class GapLine {
  @ReplyText() readonly signal: string;
  @ReplyInstant() readonly from: string;
  @ReplyInstant() readonly to: string;
  @ReplyOneOf(GAP_REASONS) readonly reason: string;
  @ReplyFlag({ description: 'The device gave the missing readings afterwards' }) readonly recovered: boolean;
}

/** GET /api/batches/:batch/readings?signal=&from=&to=&width= — min/max buckets, never across a gap, never averages. */
export class ReadingsReply extends ViewPosition {
  @ReplyText() readonly signal: string;
  @ReplyText() readonly unit: string;
  @ReplyInstant() readonly from: string;
  @ReplyInstant() readonly to: string;
  @ReplyCount({ description: 'Readings the buckets were made of' }) readonly count: number;
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
    description: '[UTC milliseconds, value] in time order; two points a bucket',
  })
  readonly points: readonly (readonly [number, number])[];
  @ReplyList(() => GapLine) readonly gaps: readonly GapLine[];
}

export class LatestReadingLine {
  @ReplyText() readonly signal: string;
  @ReplyText() readonly value: string;
  @ReplyInstant() readonly sourceTime: string;
  @ReplyInstant() readonly receivedAt: string;
  @ReplyCount({ description: 'OPC UA status code' }) readonly statusCode: number;
}

/** GET /api/batches/:batch/latest — the newest value of every signal of the device that serves the batch now. */
export class LatestReadingsReply {
  @ReplyList(() => LatestReadingLine) readonly readings: readonly LatestReadingLine[];
}
