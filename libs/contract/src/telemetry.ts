import {
  DecimalField,
  BooleanField,
  IdField,
  InstantField,
  TextField,
  ObjectListField,
  OneOfField,
  IntegerField,
} from './field.js';

export const READINGS_PER_UPLOAD_MAX = 1_000;

/** One value as the device gave it: times and status unaltered, order by `n` within the upload. */
export class ReadingBody {
  @TextField({ max: 40 }) signal: string;
  @TextField({ max: 500, min: 0, description: 'Numbers as decimal text, booleans as true or false, text as it is' })
  value: string;
  @InstantField() sourceTime: string;
  @InstantField({ optional: true }) serverTime?: string;
  @InstantField({ description: 'When the adapter received it, by the site clock' }) receivedAt: string;
  @IntegerField({ max: 0xffffffff }) statusCode: number;
}

/** A stretch for which data may be missing; `recovered` when history filled it. */
export class GapBody {
  @TextField({ max: 40 }) signal: string;
  @InstantField() from: string;
  @InstantField() to: string;
  @OneOfField([
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
  @BooleanField() recovered: boolean;
}

export class AlarmBody {
  @TextField({ max: 80 }) alarm: string;
  @OneOfField(['info', 'warning', 'critical']) severity: 'info' | 'warning' | 'critical';
  @TextField({ max: 200 }) text: string;
  @InstantField() raisedAt: string;
}

/** POST /api/telemetry/uploads with a machine token. (adapter, epoch, seq) is stored once, however often it is sent. */
export class UploadBody {
  @IdField({ description: 'Made once when the adapter starts with an empty spool' }) epoch: string;
  @IntegerField({ min: 1 }) seq: number;
  @IdField() device: string;
  @ObjectListField(() => ReadingBody, { max: READINGS_PER_UPLOAD_MAX }) readings: ReadingBody[];
  @ObjectListField(() => GapBody, { max: 200 }) gaps: GapBody[];
  @ObjectListField(() => AlarmBody, { max: 100 }) alarms: AlarmBody[];
  @DecimalField({ description: 'Site time minus device time, in seconds, as measured with this upload' })
  offsetSeconds: string;
}

/** The highest sequence number below which everything of this epoch is stored: what the adapter may forget. */
export type UploadReply = Readonly<{ storedThrough: number }>;
