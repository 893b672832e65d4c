const ANSWER_MS_MAX = 10_000;

/** Within this time a device samples every signal. Site milliseconds. */
export const SAMPLING_INTERVAL_MS = 15_000;

/** What the device's own screen shows. */
type DeviceScreen = Readonly<{
  deviceState: string;
  activity: string;
  program: string;
  prompt: string;
  /** Site instant at which the activity ends by itself, in milliseconds; absent while the device waits or has no end. */
  endsAtMs?: number;
}>;

/** What a laboratory would find in the cells now, by measurand. */
export type CellFigures = Readonly<Record<string, number>>;

/** The control port does not answer, or refused a request. */
export class DeviceControlError extends Error {
  override readonly name = 'DeviceControlError';
}

/** Operates a simulated device, and causes faults of it. */
export class DeviceControl {
  constructor(
    private readonly control: string,
    private readonly stop: AbortSignal,
  ) {}

  async readScreen(): Promise<DeviceScreen> {
    const { signals, activityEndsAt } = (await this.#request('GET', '/state')) as {
      signals: Readonly<Record<string, unknown>>;
      activityEndsAt?: string;
    };
    const text = (name: string): string => (typeof signals[name] === 'string' ? signals[name] : '');
    return {
      deviceState: text('deviceState'),
      activity: text('activityName'),
      program: text('programId'),
      prompt: text('promptText'),
      ...(activityEndsAt === undefined ? {} : { endsAtMs: Date.parse(activityEndsAt) }),
    };
  }

  async readCells(): Promise<CellFigures> {
    return ((await this.#request('GET', '/cells')) as { values: CellFigures }).values;
  }

  /** Chooses the donor: the whole behaviour of the cells follows from the seed. */
  async setDonor(seed: number): Promise<void> {
    await this.#request('POST', '/donor', { seed });
  }

  async startProgram(name: string): Promise<void> {
    await this.#request('POST', '/program', { name });
  }

  /** Presses the key on the device that acknowledges its prompt. */
  async acknowledge(): Promise<void> {
    await this.#request('POST', '/acknowledge', {});
  }

  /** Which batch and operation the device works on (OPC UA LADS); empty when on none. */
  async setSupervisoryJob(jobId: string, taskId: string): Promise<void> {
    await this.#request('POST', '/supervisory', { jobId, taskId });
  }

  /** Lowers the viability of the cells by so many percentage points. */
  async distress(points: number): Promise<void> {
    await this.#request('POST', '/distress', { viability: points });
  }

  async setAlarm(name: string, active: boolean): Promise<void> {
    await this.#request('POST', '/alarm', { name, active });
  }

  async setNetworkCut(cut: boolean): Promise<void> {
    await this.#request('POST', '/network', { cut });
  }

  async setHistoryAvailable(available: boolean): Promise<void> {
    await this.#request('POST', '/history', { available });
  }

  async #request(method: string, path: string, body?: object): Promise<unknown> {
    let response;
    try {
      response = await fetch(`${this.control}${path}`, {
        method,
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([this.stop, AbortSignal.timeout(ANSWER_MS_MAX)]),
      });
    } catch (error) {
      this.stop.throwIfAborted();
      throw new DeviceControlError(`the simulated device at ${this.control} does not answer ${path}`, { cause: error });
    }
    const reply = (await response.json()) as { detail?: string };
    if (!response.ok)
      throw new DeviceControlError(`the simulated device refused ${path}: ${reply.detail ?? response.status}`);
    return reply;
  }
}
