import type { Digest, Instant, PersonId, SignatureId } from './brand.js';
import type { Role } from './role.js';
import type { Language, Text } from './text.js';

export const MEANINGS = [
  'performed',
  'witnessed',
  'reviewed',
  'approved',
  'rejected',
  'certified',
  'assessed',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** What is shown of a signature on screens and on paper (P11-50): who, when, its meaning, and its content by digest. */
export type Signature = Readonly<{
  id: SignatureId;
  person: PersonId;
  name: string;
  userName: string;
  role: Role;
  meaning: Meaning;
  at: Instant;
  /** SHA-256 of the canonical form of exactly what was shown (INV-7). */
  content: Digest;
  language: Language;
  method: 'password';
}>;

export const MEANING_TEXT: Readonly<Record<Meaning, Text>> = {
  performed: { en: 'Performed', nl: 'Uitgevoerd' },
  witnessed: { en: 'Witnessed', nl: 'Meegekeken' },
  reviewed: { en: 'Reviewed', nl: 'Beoordeeld' },
  approved: { en: 'Approved', nl: 'Goedgekeurd' },
  rejected: { en: 'Rejected', nl: 'Afgekeurd' },
  certified: { en: 'Certified', nl: 'Gecertificeerd' },
  assessed: { en: 'Assessed', nl: 'Afwijking beoordeeld' },
};
