import { DecimalField, Flag, Id, InstantText, Line, Many, OneOf, Whole } from './field.js';

export const READINGS_PER_UPLOAD_MAX = 1_000;

/** One value as the device gave it: times and status unaltered, order by `n` within the upload. */
export class ReadingBody {
  @Line({ max: 40 }) signal: string;
  @Line({ max: 500, min: 0, description: 'Numbers as decimal text, booleans as true or false, text as it is' })
  value: string;
  @InstantText() sourceTime: string;
  @InstantText({ optional: true }) serverTime?: string;
  @InstantText({ description: 'When the adapter received it, by the site clock' }) receivedAt: string;
  @Whole({ max: 0xffffffff }) statusCode: number;
}

/** A stretch for which data may be missing; `recovered` when history filled it. */
export class GapBody {
  @Line({ max: 40 }) signal: string;
  @InstantText() from: string;
  @InstantText() to: string;
  @OneOf([
    'connection_lost',
    'queue_overflow',
    'subscription_recreated',
    'adapter_down',
    'spool_full',
    'bad_quality',
    'source_silent',
    'quarantined',
  ])
  reason: string;
  @Flag() recovered: boolean;
}

export class AlarmBody {
  @Line({ max: 80 }) alarm: string;
  @OneOf(['info', 'warning', 'critical']) severity: 'info' | 'warning' | 'critical';
  @Line({ max: 200 }) text: string;
  @InstantText() raisedAt: string;
}

/** POST /api/telemetry/uploads with a machine token. (adapter, epoch, seq) is stored once, however often it is sent. */
export class UploadBody {
  @Id({ description: 'Made once when the adapter starts with an empty spool' }) epoch: string;
  @Whole({ min: 1 }) seq: number;
  @Id() device: string;
  @Many(() => ReadingBody, { max: READINGS_PER_UPLOAD_MAX }) readings: ReadingBody[];
  @Many(() => GapBody, { max: 200 }) gaps: GapBody[];
  @Many(() => AlarmBody, { max: 100 }) alarms: AlarmBody[];
  @DecimalField({ description: 'Site time minus device time, in seconds, as measured with this upload' })
  offsetSeconds: string;
}

/** The highest sequence number below which everything of this epoch is stored: what the adapter may forget. */
export type UploadReply = Readonly<{ storedThrough: number }>;
