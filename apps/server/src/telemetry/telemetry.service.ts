import { Inject, Injectable } from '@nestjs/common';
import type { AlarmBody, GapBody, ReadingBody, UploadBody, UploadReply } from '@autolog/contract/telemetry';
import type { BatchId } from '@autolog/domain/brand';
import { isSignalName, SIGNALS } from '@autolog/domain/device/signal';
import { EARLIEST_INSTANT, LATEST_INSTANT } from '@autolog/contract/field';
import { CLOCK_DIFFERENCE_SECONDS_MAX } from '@autolog/domain/device/clock-difference';
import { refusal } from '@autolog/domain/refusal';
import { BindingStore } from '@autolog/store/binding';
import { Transactions } from '@autolog/store/transactions';
import { UploadStore, type SignalReading } from '@autolog/store/upload';
import { BatchService } from '../batch/batch.service.js';
import { readingsStored } from '../metrics/metrics.js';
import type { AuthenticatedMachine } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';

const ADAPTER = { kind: 'system', part: 'device-adapter' } as const;
const SEVERITY = { info: undefined, warning: 'major', critical: 'critical' } as const;
/** Each month is a partition: a device whose clock jumps must not make hundreds of them at once. An adapter sends less. */
const MONTHS_PER_UPLOAD_MAX = 4;
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

/** Stores what a device reported, once, and raises exceptions in its batch where a reviewer must look. */
@Injectable()
export class TelemetryService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(UploadStore) private readonly uploads: UploadStore,
    @Inject(BindingStore) private readonly bindings: BindingStore,
    @Inject(BatchService) private readonly batches: BatchService,
  ) {}

  async store(body: UploadBody, machine: AuthenticatedMachine): Promise<UploadReply> {
    // An adapter speaks for its own devices only (S17).
    if (!machine.devices.includes(body.device)) {
      throw new RefusalError(refusal('NOT_ALLOWED', { permission: `device ${body.device}` }));
    }
    const offsetMs = Number(body.offsetSeconds) * 1_000;
    const readings = body.readings.map((reading) => signalReadingOf(reading, offsetMs));
    const months = new Set(readings.map(({ alignedTime }) => alignedTime.slice(0, 7)));
    if (months.size > MONTHS_PER_UPLOAD_MAX) {
      throw new RefusalError(
        refusal('BAD_REQUEST', { what: `readings of ${String(months.size)} months in one upload` }),
      );
    }
    return this.transactions.run(async () => {
      const { epoch, seq, device, gaps } = body;
      const upload = { adapter: machine.id, epoch, seq, device, readings, gaps };
      const stored = await this.uploads.store(upload);
      if (stored.kind === 'differs') throw new RefusalError(refusal('UPLOAD_DIFFERS', { seq: String(seq) }));
      if (stored.kind === 'new') {
        await this.#reportExceptions(body);
        await this.uploads.announce(device);
        this.transactions.onCommit(() => readingsStored.inc(readings.length));
      }
      return { storedThrough: stored.storedThrough };
    });
  }

  /** Alarms, holes that could not be filled and a wrong clock become exceptions of the batch the device serves. */
  async #reportExceptions({ device, alarms, gaps, offsetSeconds }: UploadBody): Promise<void> {
    const lost = gaps.filter((gap) => !gap.recovered);
    const skewed = Math.abs(Number(offsetSeconds)) > CLOCK_DIFFERENCE_SECONDS_MAX;
    if (alarms.length + lost.length === 0 && !skewed) return;
    const offsetMs = Number(offsetSeconds) * 1_000;
    for (const alarm of alarms) {
      const at = alignedTimeOf(alarm.raisedAt, offsetMs);
      for (const batch of await this.#batchesServed(device, at, at)) await this.#reportAlarm(batch, alarm);
    }
    for (const [, found] of gapsByCause(lost)) {
      const from = alignedTimeOf(found.map((gap) => gap.from).reduce(earlier), offsetMs);
      const to = alignedTimeOf(found.map((gap) => gap.to).reduce(later), offsetMs);
      for (const batch of await this.#batchesServed(device, from, to)) await this.#reportGap(batch, found);
    }
    const [bound] = await this.bindings.batchesServedBy(device);
    if (skewed && bound) {
      const deviation = { found: `${offsetSeconds} s`, limit: `≤ ${String(CLOCK_DIFFERENCE_SECONDS_MAX)} s` };
      await this.batches.executeForSystem(
        bound,
        { type: 'ReportDevice', class: 'clock_skew', severity: 'minor', deviation },
        ADAPTER,
      );
    }
  }

  /**
   * The batches this device served then, which may be finished by now: what a device says late belongs to the patient
   * it was about, never to the one who came after (INV-8). For a time at which it served no batch, the batch it serves
   * now gets the exception: quality can dismiss one exception too many, and would never see one too few.
   */
  async #batchesServed(device: string, from: string, to: string): Promise<readonly BatchId[]> {
    const then = await this.bindings.batchesServedBy(device, { from, to });
    return then.length > 0 ? then : this.bindings.batchesServedBy(device);
  }

  async #reportAlarm(batch: BatchId, alarm: AlarmBody): Promise<void> {
    const severity = SEVERITY[alarm.severity];
    if (!severity) return;
    const deviation = { detail: alarm.text, found: alarm.raisedAt };
    await this.batches.executeForSystem(
      batch,
      { type: 'ReportDevice', class: 'device_alarm', severity, deviation },
      ADAPTER,
    );
  }

  async #reportGap(batch: BatchId, gaps: readonly GapBody[]): Promise<void> {
    const [first] = gaps;
    if (!first) return;
    const signals = gaps.map((gap) => gap.signal).sort();
    const deviation = {
      detail: `${first.reason}: ${signals.join(', ')}`.slice(0, 400),
      found: `${first.from} – ${first.to}`,
    };
    await this.batches.executeForSystem(
      batch,
      { type: 'ReportDevice', class: 'data_gap', severity: 'major', deviation },
      ADAPTER,
    );
  }
}

/** One cut leaves a hole in every signal: one exception names them together. */
function gapsByCause(gaps: readonly GapBody[]): ReadonlyMap<string, GapBody[]> {
  const groups = new Map<string, GapBody[]>();
  for (const gap of gaps) {
    const key = `${gap.reason} ${gap.from.slice(0, 16)}`;
    groups.set(key, [...(groups.get(key) ?? []), gap]);
  }
  return groups;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);

/** By the site's clock. A time no reading can have is refused for good, so that an adapter does not send it for ever. */
function alignedTimeOf(deviceTime: string, offsetMs: number): string {
  const ms = Date.parse(deviceTime) + offsetMs;
  if (ms >= Date.parse(EARLIEST_INSTANT) && ms <= Date.parse(LATEST_INSTANT)) return new Date(ms).toISOString();
  throw new RefusalError(
    refusal('BAD_REQUEST', { what: `${deviceTime} and the offset are a time outside the record` }),
  );
}

function signalReadingOf(body: ReadingBody, offsetMs: number): SignalReading {
  const { signal, value, sourceTime, serverTime, receivedAt, statusCode } = body;
  const kind = isSignalName(signal) ? SIGNALS[signal].kind : 'text';
  const figure = kind === 'number' && NUMBER.test(value) ? { number: Number(value) } : { text: value };
  const alignedTime = alignedTimeOf(sourceTime, offsetMs);
  return { signal, ...figure, sourceTime, ...(serverTime && { serverTime }), receivedAt, alignedTime, statusCode };
}
