import { existsSync, readFileSync } from 'node:fs';

/** Environment variables by name, as in process.env. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration, or every fault of the settings, so that a person can correct all of them at once. */
export type ReadSettings<Config> = Readonly<{ config: Config }> | Readonly<{ faults: readonly string[] }>;

/** `sysexits.h` EX_CONFIG: a supervisor must not start the process again before somebody corrects its settings. */
export const EXIT_CONFIG = 78;

const PORT_MAX = 65_535;

/** Reads settings from the environment and collects what is wrong with them. An empty value counts as not set. */
export class Settings {
  readonly faults: string[] = [];

  constructor(private readonly environment: Environment) {}

  optional(name: string): string | undefined {
    return this.environment[name] || undefined;
  }

  /** Without a default the setting is required. */
  text(name: string, byDefault?: string): string {
    const value = this.optional(name) ?? byDefault;
    if (value === undefined) this.faults.push(`${name} is not set`);
    return value ?? '';
  }

  /** A required secret: the value of `name`, or the content of the file that `name`_FILE names. */
  secret(name: string): string {
    const file = this.optional(`${name}_FILE`);
    if (this.optional(name) !== undefined || file === undefined) return this.text(name);
    if (existsSync(file)) return readFileSync(file, 'utf8').trim();
    this.faults.push(`${name}_FILE names ${file}, which does not exist`);
    return '';
  }

  port(name: string, byDefault?: number): number {
    const text = this.text(name, byDefault?.toString());
    const port = parsePort(text);
    if (port === undefined && text !== '')
      this.faults.push(`${name} must be a port number from 1 to ${PORT_MAX}, and it is "${text}"`);
    return port ?? byDefault ?? 0;
  }

  wholeNumber(
    name: string,
    { byDefault, min, max }: Readonly<{ byDefault: number; min: number; max: number }>,
  ): number {
    const text = this.text(name, String(byDefault));
    const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (number >= min && number <= max) return number;
    this.faults.push(`${name} must be a whole number from ${min} to ${max}, and it is "${text}"`);
    return byDefault;
  }

  choice<Value extends string>(name: string, values: readonly Value[], byDefault: Value): Value {
    const text = this.text(name, byDefault);
    const value = values.find((one) => one === text);
    if (value === undefined) this.faults.push(`${name} must be one of ${values.join(', ')}, and it is "${text}"`);
    return value ?? byDefault;
  }

  /** Paths separated by commas; none when the setting is not set. */
  paths(name: string): readonly string[] {
    return (this.optional(name) ?? '').split(',').filter((path) => path !== '');
  }

  /** A name that begins with `prefix` and is not a setting of the process is most likely misspelt. */
  refuseUnknown(prefix: string, known: readonly string[], process: string): void {
    for (const name of Object.keys(this.environment))
      if (name.startsWith(prefix) && !known.includes(name)) this.faults.push(`${name} is not a setting of ${process}`);
  }

  result<Config>(config: Config): ReadSettings<Config> {
    return this.faults.length > 0 ? { faults: this.faults } : { config };
  }
}

export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= PORT_MAX ? port : undefined;
}
