import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { READINGS_PER_UPLOAD_MAX } from '@autolog/domain/device/upload-limits';
import type { AlarmBody, GapBody, ReadingBody, UploadBody, UploadReply } from '@autolog/contract/telemetry';
import { retryDelayMs } from './retry-delay.js';
import type { SpoolEntry, Spool, SpooledUpload } from './spool.js';

const UPLOAD_TIMEOUT_MS = 10_000;
/** How long to wait before sending data of a device again for which the server does not accept our data. */
const FORBIDDEN_RETRY_MS = 30_000;
const RETRY_FIRST_MS = 250;
const RETRY_LONGEST_MS = 15_000;
/** Readings of a device are collected for this long, so that not every reading is a request of its own. */
const GATHER_MS = 250;

/**
 * What came of one attempt. `rejected`: the content is refused for good. `seq_conflict`: the number was used for other
 * content.
 */
type UploadOutcome =
  | Readonly<{ kind: 'stored'; through: number }>
  | Readonly<{ kind: 'rejected'; why: string }>
  | Readonly<{ kind: 'forbidden'; why: string }>
  | Readonly<{ kind: 'seq_conflict'; why: string }>
  | Readonly<{ kind: 'unavailable'; why: string }>;

/**
 * Sends the spool to the server, one numbered upload after the other, and deletes only what the server confirms. An
 * upload that the server rejects is halved until the one rejected entry is found; that entry is moved to the
 * quarantine.
 */
export class Uplink {
  readonly #spool: Spool;
  readonly #url: string;
  readonly #tokenFile: string;
  readonly #log: Logger;
  /** Devices that wait: nothing of them is sent before this moment, in milliseconds of real time. */
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
      if (reply.status === 409) return { kind: 'seq_conflict', why };
      const again = [401, 408, 425, 429].includes(reply.status) || reply.status >= 500 || reply.status < 400;
      return again ? { kind: 'unavailable', why } : { kind: 'rejected', why };
    } catch (fault) {
      return { kind: 'unavailable', why: String(fault) };
    }
  }

  /** Acts on an outcome; returns how long to wait before the next attempt. */
  #applyOutcome(upload: SpooledUpload, outcome: UploadOutcome): number {
    switch (outcome.kind) {
      case 'stored':
        return this.#handleStored(upload, outcome.through);
      case 'rejected':
        this.#splitOrQuarantine(upload, outcome.why);
        return 0;
      case 'forbidden':
        // The token is not bound to this device, or the device is unknown. The readings are kept.
        this.#log.error({ device: upload.device, why: outcome.why }, 'the server does not accept data of this device');
        this.#spool.releaseSeq(upload.seq);
        this.#notBeforeMs.set(upload.device, Date.now() + FORBIDDEN_RETRY_MS);
        return 0;
      case 'seq_conflict':
        // The spool is an older copy, so this number was already used for other readings. A new epoch loses none.
        this.#log.error(
          { seq: upload.seq, why: outcome.why },
          'the number of this upload was already used; a new epoch begins',
        );
        this.#spool.renewEpoch();
        return 0;
      case 'unavailable':
        return this.#nextRetryMs(outcome.why);
    }
  }

  #handleStored(upload: SpooledUpload, through: number): number {
    if (this.#failures > 0) this.#log.info({ after: this.#failures }, 'the server is available again');
    this.#failures = 0;
    this.#max = Math.min(READINGS_PER_UPLOAD_MAX, this.#max * 2);
    if (through >= upload.seq) {
      this.#spool.forgetThrough(through);
      if (upload.entries.length < READINGS_PER_UPLOAD_MAX) this.#notBeforeMs.set(upload.device, Date.now() + GATHER_MS);
      return 0;
    }
    // The server stored this upload but lacks an earlier one that it had confirmed: it was restored to an older state.
    // Numbers of this epoch can never be contiguous again, so a new one begins.
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
      'the server rejects an entry for good; it is kept in the quarantine',
    );
  }

  #nextRetryMs(why: string): number {
    this.#failures += 1;
    if (this.#failures === 1 || this.#failures % 20 === 0) {
      this.#log.warn(
        { why, failures: this.#failures, full: this.#spool.fullness },
        'the server is not available; data is kept in the spool',
      );
    }
    return retryDelayMs(this.#failures, RETRY_FIRST_MS, RETRY_LONGEST_MS);
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
