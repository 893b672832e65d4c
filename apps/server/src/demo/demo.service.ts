import { Inject, Injectable } from '@nestjs/common';
import type { DemoPerson, DemoProgress, DemoReply } from '@autolog/contract/demo';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config-token.js';
import { readDemoPeople, readDemoProgress } from './demo-files.js';

const NO_PROGRESS: DemoProgress = { suggestions: [] };

/** What the start page of a demo shows. The start command writes it into two files; this module alone reads them. */
@Injectable()
export class DemoService {
  #people: Promise<readonly DemoPerson[]> | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async read(): Promise<DemoReply> {
    return { people: await this.#readPeople(), ...(await this.#readProgress()) };
  }

  async #readPeople(): Promise<readonly DemoPerson[]> {
    const file = this.config.demoPeopleFile;
    if (file === undefined) return [];
    this.#people ??= readDemoPeople(file);
    try {
      return await this.#people;
    } catch {
      // Not there yet, or half written: the page shows nobody, and the next request reads the file again.
      this.#people = undefined;
      return [];
    }
  }

  /** Read at every request: it changes each second while the history is simulated. */
  async #readProgress(): Promise<DemoProgress> {
    const file = this.config.demoProgressFile;
    return file === undefined ? NO_PROGRESS : readDemoProgress(file).catch(() => NO_PROGRESS);
  }
}
