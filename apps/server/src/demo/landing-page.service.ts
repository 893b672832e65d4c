import { Inject, Injectable } from '@nestjs/common';
import type { LandingPageReply } from '@autolog/contract/session';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config-token.js';
import { Records } from '../record/records.js';
import { readDemoPeople, readDemoProgress } from './demo-files.js';

/** What anybody may see before signing in. Only a demo tells who can sign in, and with what. */
@Injectable()
export class LandingPageService {
  #people: Promise<LandingPageReply['people']> | undefined;

  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async read(): Promise<LandingPageReply> {
    const { name: site, profile } = this.records.site;
    if (profile !== 'demo') return { site, profile, people: [], tries: [] };
    return { site, profile, people: await this.#readPeople(), ...(await this.#readProgress()) };
  }

  async #readPeople(): Promise<LandingPageReply['people']> {
    const file = this.config.demoPeopleFile;
    if (file === undefined) return [];
    this.#people ??= readDemoPeople(file);
    try {
      return await this.#people;
    } catch {
      // Not there yet, or half written: the door opens all the same, and the next visitor asks again.
      this.#people = undefined;
      return [];
    }
  }

  /** Read anew for every visitor: it changes each second while the demo is filled. */
  async #readProgress(): Promise<Pick<LandingPageReply, 'filling' | 'tries'>> {
    const file = this.config.demoProgressFile;
    return file === undefined ? { tries: [] } : readDemoProgress(file).catch(() => ({ tries: [] }));
  }
}
