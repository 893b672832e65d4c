import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type {
  READINGS_PER_UPLOAD_MAX as CONTRACT_MAX,
  AlarmBody,
  GapBody,
  ReadingBody,
  UploadBody,
  UploadReply,
} from '@autolog/contract/telemetry';
import type { SpoolEntry, Spool, SpooledUpload } from './spool.js';

// The contract's own figure; written again since importing it would load the whole web framework behind it.
const READINGS_PER_UPLOAD_MAX: typeof CONTRACT_MAX = 1_000;
export const UPLOAD_TIMEOUT_MS = 10_000;
/** A device the server does not let us write for is asked about again after so long; the others go on. */
const FORBIDDEN_RETRY_MS = 30_000;
const RETRY_FIRST_MS = 250;
const RETRY_LONGEST_MS = 15_000;
/** The readings of a device are gathered for so long, so that one reading does not cost one request. */
const GATHER_MS = 250;

/** What one attempt taught: the server has it, will not have this content, does not let us yet, or was not there. */
type UploadOutcome =
  | Readonly<{ kind: 'stored'; through: number }>
  | Readonly<{ kind: 'poison'; why: string }>
  | Readonly<{ kind: 'forbidden'; why: string }>
  | Readonly<{ kind: 'taken'; why: string }>
  | Readonly<{ kind: 'away'; why: string }>;

/**
 * Carries the spool to the server, one numbered upload after the other, and forgets only what the server says it has.
 * An upload the server refuses is halved until the one entry it will not take is found; that one is set aside.
 */
export class Uplink {
  readonly #spool: Spool;
  readonly #url: string;
  readonly #tokenFile: string;
  readonly #log: Logger;
  /** Devices of which nothing is sent before these moments, in real milliseconds; the others go on. */
  readonly #notBeforeMs = new Map<string, number>();
  #max: number = READINGS_PER_UPLOAD_MAX;
  #failures = 0;
  #stopped = false;
  #wake: (() => void) | undefined;

  constructor(options: { spool: Spool; serverUrl: string; tokenFile: string; log: Logger }) {
    this.#spool = options.spool;
    this.#url = `${options.serverUrl}/api/telemetry/uploads`;
    this.#tokenFile = options.tokenFile;
    this.#log = options.log;
  }

  /** Runs until stopped. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      const now = Date.now();
      for (const [device, untilMs] of this.#notBeforeMs) if (untilMs <= now) this.#notBeforeMs.delete(device);
      const upload = this.#spool.nextUpload(this.#max, [...this.#notBeforeMs.keys()]);
      if (!upload) {
        await this.#sleep(Math.min(GATHER_MS, ...[...this.#notBeforeMs.values()].map((untilMs) => untilMs - now)));
        continue;
      }
      const waitMs = this.#applyOutcome(upload, await this.#send(upload));
      if (waitMs > 0) await this.#sleep(waitMs);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }

  async #send(upload: SpooledUpload): Promise<UploadOutcome> {
    try {
      const reply = await fetch(this.#url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${readFileSync(this.#tokenFile, 'utf8').trim()}`,
        },
        body: JSON.stringify(uploadBodyOf(this.#spool.epoch, upload)),
        signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
      });
      if (reply.ok) return { kind: 'stored', through: ((await reply.json()) as UploadReply).storedThrough };
      const why = `${reply.status} ${(await reply.text()).slice(0, 500)}`;
      if (reply.status === 403 || reply.status === 404) return { kind: 'forbidden', why };
      if (reply.status === 409) return { kind: 'taken', why };
      const again = [401, 408, 425, 429].includes(reply.status) || reply.status >= 500 || reply.status < 400;
      return again ? { kind: 'away', why } : { kind: 'poison', why };
    } catch (fault) {
      return { kind: 'away', why: String(fault) };
    }
  }

  /** Acts on an outcome; returns how long to wait before the next attempt. */
  #applyOutcome(upload: SpooledUpload, outcome: UploadOutcome): number {
    switch (outcome.kind) {
      case 'stored':
        return this.#handleStored(upload, outcome.through);
      case 'poison':
        this.#splitOrQuarantine(upload, outcome.why);
        return 0;
      case 'forbidden':
        // Not the reading's fault: the token is not bound to this device, or the device is unknown. Nothing is thrown away.
        this.#log.error({ device: upload.device, why: outcome.why }, 'the server does not take data of this device');
        this.#spool.releaseSeq(upload.seq);
        this.#notBeforeMs.set(upload.device, Date.now() + FORBIDDEN_RETRY_MS);
        return 0;
      case 'taken':
        // The spool was set back to an older state, and this number was used for other readings: count anew, lose none.
        this.#log.error({ seq: upload.seq, why: outcome.why }, 'the number of an upload is taken; a new epoch begins');
        this.#spool.renewEpoch();
        return 0;
      case 'away':
        return this.#nextRetryMs(outcome.why);
    }
  }

  #handleStored(upload: SpooledUpload, through: number): number {
    if (this.#failures > 0) this.#log.info({ after: this.#failures }, 'the server answers again');
    this.#failures = 0;
    this.#max = Math.min(READINGS_PER_UPLOAD_MAX, this.#max * 2);
    if (through >= upload.seq) {
      this.#spool.forgetThrough(through);
      if (upload.entries.length < READINGS_PER_UPLOAD_MAX) this.#notBeforeMs.set(upload.device, Date.now() + GATHER_MS);
      return 0;
    }
    // It took this one, and yet lacks an earlier one it once said it had: it was set back to an older state. Numbers
    // of this epoch can never be contiguous again, so what follows is counted anew.
    this.#log.error({ seq: upload.seq, through }, 'the server lost uploads it had stored; a new epoch begins');
    this.#spool.forgetThrough(upload.seq);
    this.#spool.renewEpoch();
    return 0;
  }

  #splitOrQuarantine(upload: SpooledUpload, why: string): void {
    if (upload.entries.length > 1) {
      this.#max = Math.ceil(upload.entries.length / 2);
      this.#spool.releaseSeq(upload.seq);
      return;
    }
    const [entry] = upload.entries;
    this.#spool.quarantine(upload, why, entry?.kind === 'reading' ? [quarantineGap(entry.body)] : []);
    this.#log.error(
      { device: upload.device, why, entry: entry?.body, quarantined: this.#spool.quarantinedCount },
      'the server refuses an entry for good; it is kept in quarantine',
    );
  }

  #nextRetryMs(why: string): number {
    this.#failures += 1;
    if (this.#failures === 1 || this.#failures % 20 === 0) {
      this.#log.warn({ why, failures: this.#failures, full: this.#spool.fullness }, 'the server is away; data waits');
    }
    const longest = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** Math.min(this.#failures, 10));
    return longest * (0.5 + Math.random() / 2);
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const quarantineGap = (reading: ReadingBody): SpoolEntry => ({
  priority: 'live',
  kind: 'gap',
  body: {
    signal: reading.signal,
    from: reading.sourceTime,
    to: reading.sourceTime,
    reason: 'quarantined',
    recovered: false,
  },
});

function uploadBodyOf(epoch: string, upload: SpooledUpload): UploadBody {
  const readings: ReadingBody[] = [];
  const gaps: GapBody[] = [];
  const alarms: AlarmBody[] = [];
  for (const entry of upload.entries) {
    if (entry.kind === 'reading') readings.push(entry.body);
    else if (entry.kind === 'gap') gaps.push(entry.body);
    else alarms.push(entry.body);
  }
  const { seq, device, offsetSeconds } = upload;
  return { epoch, seq, device, readings, gaps, alarms, offsetSeconds };
}
