import { ALARM_SEVERITIES, type AlarmSeverity } from '@autolog/domain/device/alarm-severity';
import { GAP_REASONS, type GapReason } from '@autolog/domain/device/gap-reason';
import {
  ALARM_NAME_MAX,
  ALARM_TEXT_MAX,
  ALARMS_PER_UPLOAD_MAX,
  GAPS_PER_UPLOAD_MAX,
  READINGS_PER_UPLOAD_MAX,
} from '@autolog/domain/device/upload-limits';
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
import { ReplyCount } from './reply-field.js';

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

/** A time for which readings may be missing; `recovered` when the history of the device filled it. */
export class GapBody {
  @TextField({ max: 40 }) signal: string;
  @InstantField() from: string;
  @InstantField() to: string;
  @OneOfField(GAP_REASONS) reason: GapReason;
  @BooleanField() recovered: boolean;
}

export class AlarmBody {
  @TextField({ max: ALARM_NAME_MAX }) alarm: string;
  @OneOfField(ALARM_SEVERITIES) severity: AlarmSeverity;
  @TextField({ max: ALARM_TEXT_MAX }) text: string;
  @InstantField() raisedAt: string;
}

/** POST /api/telemetry/uploads with a machine token. (adapter, epoch, seq) is stored once, however often it is sent. */
export class UploadBody {
  @IdField({ description: 'Made once when the adapter starts with an empty spool' }) epoch: string;
  @IntegerField({ min: 1 }) seq: number;
  @IdField() device: string;
  @ObjectListField(() => ReadingBody, { max: READINGS_PER_UPLOAD_MAX }) readings: ReadingBody[];
  @ObjectListField(() => GapBody, { max: GAPS_PER_UPLOAD_MAX }) gaps: GapBody[];
  @ObjectListField(() => AlarmBody, { max: ALARMS_PER_UPLOAD_MAX }) alarms: AlarmBody[];
  @DecimalField({ description: 'Site time minus device time, in seconds, as measured with this upload' })
  offsetSeconds: string;
}

/** The highest sequence number below which everything of this epoch is stored: what the adapter may forget. */
export class UploadReply {
  @ReplyCount() readonly storedThrough: number;
}
