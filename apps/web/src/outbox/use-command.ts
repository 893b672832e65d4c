import type { CommandReply } from '@autolog/contract/batch';
import type { Problem } from '@autolog/contract/live';
import { useRef, useState } from 'react';
import { clock } from '../live/clock.js';
import { newKey, post, type Answer } from '../live/request.js';
import { live } from '../live/use-view.js';
import { outbox } from './Outbox.js';

export type CommandOutcome =
  | Readonly<{ kind: 'ready' }>
  | Readonly<{ kind: 'sending' }>
  | Readonly<{ kind: 'recorded' }>
  | Readonly<{ kind: 'refused'; problem: Problem }>
  | Readonly<{ kind: 'unanswered'; since: number | undefined; problem?: Problem }>
  /** It could not be written to disk, so it was not sent. */
  | Readonly<{ kind: 'not held' }>;

export type Command = Readonly<{
  path: string;
  body: unknown;
  /** Held on disk until answered. Never for what carries a secret or free text. */
  held?: boolean;
}>;

const READY: CommandOutcome = { kind: 'ready' };

/**
 * Asks for one thing at a time. "Recorded" is said only when the view has caught up with the position the server
 * answered with; a press while one is on its way is the same press.
 */
export function useCommand() {
  const [outcome, setOutcome] = useState<CommandOutcome>(READY);
  const underway = useRef(false);
  const repeat = useRef<Readonly<{ what: string; key: string }>>(undefined);

  const take = async (answer: Answer<CommandReply>, since: number | undefined): Promise<CommandOutcome> => {
    if (answer.kind === 'answered') {
      const { stream, position } = answer.reply;
      await live.reached(stream, position);
      return { kind: 'recorded' };
    }
    if (answer.kind === 'refused') return { kind: 'refused', problem: answer.problem };
    return { kind: 'unanswered', since, ...(answer.problem === undefined ? {} : { problem: answer.problem }) };
  };

  /** One key for one wish: pressed again after silence it is the same command, so it happens once. */
  const keyFor = (what: string): string => {
    const key = repeat.current?.what === what ? repeat.current.key : newKey();
    repeat.current = { what, key };
    return key;
  };

  const direct = async ({ path, body }: Command, since: number | undefined): Promise<CommandOutcome> => {
    const answer = await post<CommandReply>(path, body, keyFor(JSON.stringify([path, body])));
    if (answer.kind !== 'unanswered') repeat.current = undefined;
    return take(answer, since);
  };

  const throughOutbox = ({ path, body }: Command, since: number | undefined): Promise<CommandOutcome> =>
    new Promise((done, failed) => {
      outbox
        .send(path, body, (answer) => {
          const taken = take(answer, since);
          if (answer.kind === 'unanswered') void taken.then(setOutcome);
          else taken.then(done, failed);
        })
        .catch(failed);
    });

  async function send(command: Command): Promise<CommandOutcome> {
    if (underway.current) return { kind: 'sending' };
    underway.current = true;
    setOutcome({ kind: 'sending' });
    const since = clock.now();
    let next: CommandOutcome;
    try {
      next = await (command.held === true ? throughOutbox(command, since) : direct(command, since));
    } catch {
      next = { kind: 'not held' };
    }
    underway.current = false;
    setOutcome(next);
    return next;
  }

  return { outcome, send, forget: () => setOutcome(READY) };
}
