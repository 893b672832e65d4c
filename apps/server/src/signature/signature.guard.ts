import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { SignatureProof } from '@autolog/contract/signing';
import type { PersonBy } from '@autolog/domain/by';
import type { Digest, Instant, SignatureId } from '@autolog/domain/brand';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { PERMISSIONS_OF, type Permission } from '@autolog/domain/role';
import type { Meaning, Signature } from '@autolog/domain/signature';
import type { Language } from '@autolog/domain/text';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { digestOf } from '@autolog/store/sha256';
import { Credentials } from '../people/credentials.js';
import { Records } from '../record/record.js';

const CHALLENGE_LIFE = `interval '60 seconds'`;

export const MEANING_PERMISSION: Readonly<Record<Meaning, Permission>> = {
  performed: 'batch.perform',
  witnessed: 'batch.perform',
  reviewed: 'batch.review',
  approved: 'recipe.approve',
  rejected: 'batch.certify',
  certified: 'batch.certify',
  assessed: 'exception.assess',
};

/** Somebody who has just proven both components; not yet a signature. */
export type Proven = Readonly<{ challenge: string; signer: PersonBy }>;
export type Asked = Readonly<{ meaning: Meaning; path: string; content: unknown; language: Language; now: Instant }>;

/** The only door through which a signature comes into being (INV-7, P11-70, P11-200). */
@Injectable()
export class SignatureGuard {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(Credentials) private readonly credentials: Credentials,
  ) {}

  /** A challenge over exactly this content, for this command alone. Real time: it has nothing to do with the site. */
  async challenge(meaning: Meaning, path: string, content: unknown) {
    const id = randomUUID();
    const digest = digestOf(canonicalBytes(content));
    const [row] = await this.records.database.query<{ expires: Date }>(
      `insert into challenge (id, content, meaning, path) values ($1, $2, $3, $4)
       returning created_at + ${CHALLENGE_LIFE} as expires`,
      [id, digest, meaning, path],
    );
    await this.records.database.query(`delete from challenge where created_at < real_now() - interval '1 day'`);
    return { challenge: id, content: digest, expiresAt: (row?.expires ?? new Date(0)).toISOString() };
  }

  /** Checks user name and password, before and outside the transaction that will use them. */
  async prove(proof: SignatureProof, address: string): Promise<Proven | Refusal> {
    const proven = await this.credentials.prove(proof, 'signature', address);
    return 'refused' in proven ? proven.refused : { challenge: proof.challenge, signer: proven.by };
  }

  /** In the open transaction: uses the challenge up and binds the signer to what was shown, or refuses. */
  async sign(proven: Proven, asked: Asked): Promise<Signature | Refusal> {
    const permission = MEANING_PERMISSION[asked.meaning];
    const role = proven.signer.roles.find((held) => PERMISSIONS_OF[held].includes(permission));
    if (!role) return refusal('NOT_ALLOWED', { permission });
    const [row] = await this.records.database.query<{ content: string; meaning: string; path: string }>(
      `update challenge set used_at = real_now()
        where id = $1 and used_at is null and created_at > real_now() - ${CHALLENGE_LIFE}
        returning content, meaning, path`,
      [proven.challenge],
    );
    if (row?.meaning !== asked.meaning || row.path !== asked.path) return refusal('CHALLENGE_EXPIRED');
    const content: Digest = digestOf(canonicalBytes(asked.content));
    if (row.content !== content) return refusal('CONTENT_CHANGED');
    const { person, name, userName } = proven.signer;
    return {
      id: randomUUID() as SignatureId,
      person,
      name,
      userName,
      role,
      meaning: asked.meaning,
      at: asked.now,
      content,
      language: asked.language,
      method: 'password',
    };
  }
}

export const isRefusal = (value: object): value is Refusal => 'refused' in value;
