/** Programs that act without a person, each with a token of its own. */
export const MACHINE_KINDS = ['device-adapter', 'simulator', 'archive'] as const;
export type MachineKind = (typeof MACHINE_KINDS)[number];
