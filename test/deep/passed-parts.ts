import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Which parts of a deep run have passed, in a file, so that a run that was interrupted or failed continues with the rest.
 * `AUTOLOG_DEEP_STATE` names the file; otherwise the seed does. Remove the file to run everything again.
 */
export class PassedParts {
  readonly file: string;
  readonly #passed: Set<string>;

  constructor(
    seed: number,
    file = process.env['AUTOLOG_DEEP_STATE'] ?? join(tmpdir(), `autolog-deep-${String(seed)}.json`),
  ) {
    this.file = file;
    this.#passed = new Set(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : []);
  }

  has(part: string): boolean {
    return this.#passed.has(part);
  }

  add(part: string): void {
    this.#passed.add(part);
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify([...this.#passed], undefined, 2));
    renameSync(`${this.file}.new`, this.file);
  }
}
