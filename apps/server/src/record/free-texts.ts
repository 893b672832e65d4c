import { Inject, Injectable } from '@nestjs/common';
import type { Digest } from '@autolog/domain/brand';
import { digestOf } from '@autolog/bundle/sha256';
import { ContentStore, encodeFreeText } from '@autolog/store/content';
import { InstallationMac } from './installation-mac.js';

const FREE_TEXT_MEDIA = 'text/autolog';
const NONCE_HEX_DIGITS = 32;

/** A free text as it is stored, and the digest that events and signatures hold. */
export type FreeText = Readonly<{ bytes: Uint8Array; digest: Digest }>;

/** The free texts of commands: reasons, assessments. */
@Injectable()
export class FreeTexts {
  constructor(
    @Inject(InstallationMac) private readonly mac: InstallationMac,
    @Inject(ContentStore) private readonly content: ContentStore,
  ) {}

  /**
   * `path`: of the command. The nonce is the same for the challenge and for the command that follows it, and cannot be
   * guessed by anybody who has only the digest.
   */
  encode(path: string, text: string): FreeText {
    const bytes = encodeFreeText(text, this.mac.of({ path, text }).toString('hex').slice(0, NONCE_HEX_DIGITS));
    return { bytes, digest: digestOf(bytes) };
  }

  /** In the open transaction. */
  async store(texts: readonly FreeText[]): Promise<void> {
    for (const { bytes } of texts) await this.content.put(bytes, FREE_TEXT_MEDIA);
  }
}
