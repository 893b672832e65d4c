import { ReplyFlag, ReplyOneOfList } from './reply-field.js';

/** Why a process must not be sent requests now. Codes only: what exactly is wrong is in its log and its metrics. */
const READINESS_CODES = ['DATABASE_UNREACHABLE', 'DATABASE_READ_ONLY', 'SCHEMA_UNKNOWN', 'RECORD_NOT_ORDERED'] as const;
export type ReadinessCode = (typeof READINESS_CODES)[number];

/** GET /livez */
export class LivenessReply {
  @ReplyFlag() readonly live: boolean;
}

/** GET /readyz — with status 503 and the reasons when this process must not be sent requests. */
export class ReadinessReply {
  @ReplyFlag() readonly ready: boolean;
  @ReplyOneOfList(READINESS_CODES) readonly reasons: readonly ReadinessCode[];
}
