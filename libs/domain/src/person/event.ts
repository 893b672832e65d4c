import type { Language } from '../text.js';
import type { Role } from '../role.js';

export type PersonEvent =
  | Readonly<{
      type: 'PersonRegistered';
      v: 1;
      userName: string;
      name: string;
      roles: readonly Role[];
      language: Language;
    }>
  | Readonly<{ type: 'RolesChanged'; v: 1; was: readonly Role[]; now: readonly Role[] }>
  | Readonly<{ type: 'LanguageChosen'; v: 1; language: Language }>
  | Readonly<{ type: 'CredentialSet'; v: 1; method: 'password' }>
  | Readonly<{ type: 'SignedIn'; v: 1; place: 'terminal' | 'desk' }>
  | Readonly<{ type: 'SignInFailed'; v: 1; place: 'terminal' | 'desk' | 'signature' }>
  | Readonly<{ type: 'SignedOut'; v: 1; cause: 'asked' | 'roles changed' }>;
