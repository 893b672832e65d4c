import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Long enough to fetch a bundle again after a broken download. Later a new one can be exported. */
const KEPT_MS = 3_600_000;
const FILES_MAX = 20;

/** Exported bundles that wait in the data folder to be fetched. */
export class ExportFiles {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'exports');
  }

  pathOf(batch: string, exportId: string): string {
    return join(this.#folder, `${batch}.${exportId}.zip`);
  }

  /** Deletes bundles that are too old or too many, oldest first, and unfinished files of ended processes. */
  async deleteExpired(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const found: { path: string; at: number }[] = [];
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const file = await stat(path).catch(() => undefined);
      if (file?.isFile()) found.push({ path, at: file.mtimeMs });
    }
    found.sort((a, b) => b.at - a.at);
    const old = found.filter(({ at }, n) => n >= FILES_MAX - 1 || Date.now() - at > KEPT_MS);
    for (const { path } of old) await rm(path, { force: true });
  }
}
