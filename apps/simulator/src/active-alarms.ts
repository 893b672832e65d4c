/** The state of the device while an alarm stops its work; the activity ends later by the same time. */
type HaltState = 'Error' | 'Paused';
type AlarmKind = Readonly<{ text: string; severity: number; halts?: HaltState }>;

/** The alarms of the device, with OPC UA severities: 1 to 1000. */
export const ALARMS = {
  temperature_low: { text: 'Chamber temperature low', severity: 800 },
  temperature_high: { text: 'Chamber temperature high', severity: 900 },
  co2_supply_low: { text: 'CO2 supply pressure low', severity: 600 },
  pressure_high: { text: 'Line pressure high', severity: 700, halts: 'Paused' },
  pump_stall: { text: 'Pump stalled', severity: 800 },
  bubble_detected: { text: 'Air bubble detected', severity: 500, halts: 'Paused' },
  lid_open: { text: 'Lid open', severity: 600, halts: 'Paused' },
  integrity_test_failed: { text: 'Integrity test failed', severity: 900, halts: 'Error' },
  tubing_set_expired: { text: 'Tubing set expired', severity: 900, halts: 'Error' },
  mains_lost: { text: 'Mains power lost', severity: 900, halts: 'Error' },
  mains_restored: { text: 'Mains power is back', severity: 300 },
  prompt_unanswered: { text: 'Prompt not answered', severity: 500 },
  sample_not_taken: { text: 'Sample not taken', severity: 400 },
  volume_mismatch: { text: 'Chamber volume does not match', severity: 700 },
  communication_lost: { text: 'Communication lost', severity: 500 },
  clock_drift: { text: 'Device clock drifts', severity: 400 },
  centrifuge_imbalance: { text: 'Centrifuge out of balance', severity: 800, halts: 'Paused' },
} as const satisfies Record<string, AlarmKind>;
export type AlarmName = keyof typeof ALARMS;
export const isAlarmName = (name: string): name is AlarmName => Object.hasOwn(ALARMS, name);

export type AlarmMemory = Readonly<{ faults: readonly AlarmName[]; raised: readonly AlarmName[] }>;

/**
 * The active alarms: faults set through the control port, and alarms the device raised because of its sensor values.
 */
export class ActiveAlarms {
  readonly #faults: Set<AlarmName>;
  readonly #raised: Set<AlarmName>;

  constructor(memory?: AlarmMemory) {
    this.#faults = new Set(memory?.faults);
    this.#raised = new Set(memory?.raised);
  }

  /** Only a fault changes the chamber: an alarm that the device raises itself is an effect, not a cause. */
  get faults(): ReadonlySet<AlarmName> {
    return this.#faults;
  }

  set(name: AlarmName, active: boolean): void {
    if (active) this.#faults.add(name);
    else if (this.#faults.delete(name) && name === 'mains_lost') this.#raised.add('mains_restored');
    if (!active) this.#raised.delete(name);
  }

  /** Raises or clears an alarm that the device detects itself; true when that changes anything. */
  detect(name: AlarmName, appears: boolean, over: boolean): boolean {
    if (appears && !this.#faults.has(name) && !this.#raised.has(name)) return Boolean(this.#raised.add(name));
    return over && this.#raised.delete(name);
  }

  get mostSevere(): AlarmKind | undefined {
    const active: AlarmKind[] = [...this.#faults, ...this.#raised].map((name) => ALARMS[name]);
    return active.toSorted((a, b) => b.severity - a.severity)[0];
  }

  get halt(): HaltState | undefined {
    const halts = [...this.#faults].map((name) => (ALARMS[name] as AlarmKind).halts);
    return halts.includes('Error') ? 'Error' : halts.find((halt) => halt !== undefined);
  }

  memory(): AlarmMemory {
    return { faults: [...this.#faults], raised: [...this.#raised] };
  }
}
