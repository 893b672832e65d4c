import type { FoundedSite } from '@autolog/store/site';

/** The site whose record this process serves, and the digest of the software that serves it. */
export class Installation {
  constructor(
    readonly site: FoundedSite,
    readonly software: string,
  ) {}

  /** In gmp nothing is ever simulated: neither the clock nor a batch. */
  get isSimulated(): boolean {
    return this.site.profile !== 'gmp';
  }
}
