import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { MeReply, SignInBody } from '@autolog/contract/session';
import type { TerminalId } from '@autolog/domain/brand';
import type { PersonBy } from '@autolog/domain/by';
import { PERMISSIONS, mayDo } from '@autolog/domain/role';
import type { Language } from '@autolog/domain/text';
import { streamOf } from '@autolog/domain/stream/stream';
import { Log, type StreamAppend } from '@autolog/store/log';
import { SessionStore } from '@autolog/store/session';
import { Transactions } from '@autolog/store/transactions';
import { signInsFailed } from '../metrics/metrics.js';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { CommandExecution } from '../record/command-execution.js';
import { Authenticator } from './authenticator.js';
import { Sessions } from './sessions.js';

/** The session that ends when its browser signs in again, or out. */
export type EndingSession = Readonly<{ by: PersonBy; session: Buffer }>;

/** Where somebody signs in from. */
export type SignInOrigin = Readonly<{ address: string; terminal: TerminalId | undefined }>;

export const meReplyOf = ({ person, name, userName, roles, language }: PersonBy): MeReply => ({
  person,
  name,
  userName,
  roles,
  permissions: PERMISSIONS.filter((permission) => mayDo(roles, permission)),
  language,
});

@Injectable()
export class SessionService {
  constructor(
    @Inject(CommandExecution) private readonly commands: CommandExecution,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Log) private readonly log: Log,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SessionStore) private readonly openSessions: SessionStore,
  ) {}

  /** A new token every time (S19); a person who was signed in at this browser is signed out by it. */
  async signIn(
    { userName, password, at }: SignInBody,
    { address, terminal }: SignInOrigin,
    leaving: EndingSession | undefined,
  ): Promise<Readonly<{ token: string; me: MeReply }>> {
    const authenticated = await this.authenticator.authenticate({ userName, password }, at, address);
    if ('refused' in authenticated) {
      signInsFailed.inc({ code: authenticated.refused.refused });
      throw new RefusalError(authenticated.refused);
    }
    const by = { ...authenticated.by, ...(terminal && { terminal }) };
    const token = await this.transactions.run(async () => {
      const stream = streamOf('person', by.person);
      if (leaving) await this.#endSession(leaving, stream);
      const after = (await this.log.lock([stream])).get(stream) ?? 0;
      await this.#append({ stream, after, events: [{ type: 'SignedIn', v: 1, place: at }] }, by);
      return this.sessions.open(by.person, at);
    });
    return { token, me: meReplyOf(by) };
  }

  async signOut(leaving: EndingSession): Promise<void> {
    await this.transactions.run(() => this.#endSession(leaving));
  }

  chooseLanguage(incoming: IncomingCommand, language: Language, by: PersonBy): Promise<CommandReply> {
    return this.commands.executeOnce(incoming, by, async () => {
      const stream = streamOf('person', by.person);
      const after = (await this.log.lock([stream])).get(stream) ?? 0;
      if (by.language === language) return { reply: { stream, position: after } };
      const append = { stream, after, events: [{ type: 'LanguageChosen', v: 1, language }] } as const;
      const now = await this.log.now();
      await this.log.append([append], { by, now, command: incoming.id });
      return { reply: { stream, position: after + 1 } };
    });
  }

  /** In the open transaction. `also`: streams to be locked too, so that all locks are taken in stream order. */
  async #endSession({ by, session }: EndingSession, ...also: readonly string[]): Promise<void> {
    const stream = streamOf('person', by.person);
    const after = (await this.log.lock([stream, ...also])).get(stream) ?? 0;
    // Two tabs that sign out at once end one session, on record once.
    if (!(await this.openSessions.close(session))) return;
    await this.#append({ stream, after, events: [{ type: 'SignedOut', v: 1, cause: 'asked' }] }, by);
  }

  async #append(append: StreamAppend, by: PersonBy): Promise<void> {
    await this.log.append([append], { by, now: await this.log.now() });
  }
}
