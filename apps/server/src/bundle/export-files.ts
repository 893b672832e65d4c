import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Long enough to fetch it again after a broken download; a copy that is wanted later is made later. */
const KEPT_MS = 3_600_000;
const FILES_MAX = 20;

/** Bundles that were made and wait to be fetched: in the data folder, and not for long. */
export class ExportFiles {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'exports');
  }

  pathOf(batch: string, exportId: string): string {
    return join(this.#folder, `${batch}.${exportId}.zip`);
  }

  /** Makes room for another: what is old goes, the oldest first, half-written ones of a process that ended among it. */
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
