import type { CommandReply } from '@autolog/contract/reply';
import type { Problem } from '@autolog/contract/problem';
import { useRef, useState } from 'react';
import { siteClock } from '../time/site-clock.js';
import { newCommandId, post, type RequestResult } from '../live/request.js';
import { liveUpdates } from '../live/use-view.js';
import { outbox } from './outbox.js';

export type CommandOutcome =
  | Readonly<{ kind: 'ready' }>
  | Readonly<{ kind: 'sending' }>
  | Readonly<{ kind: 'recorded' }>
  | Readonly<{ kind: 'refused'; problem: Problem }>
  /** `persisted`: the command is sent again by itself; otherwise its person presses again. */
  | Readonly<{ kind: 'unanswered'; since: number | undefined; persisted: boolean; problem?: Problem }>
  /** It could not be written to disk, so it was not sent. */
  | Readonly<{ kind: 'not saved' }>;

export type OutgoingCommand = Readonly<{
  path: string;
  body: Readonly<Record<string, unknown>>;
  /** Kept on disk until answered. Never for what carries a secret or free text. */
  persisted?: boolean;
}>;

const READY: CommandOutcome = { kind: 'ready' };

/**
 * Sends one command at a time. Its outcome is "recorded" only when the view has caught up with the position that the
 * server answered. A press while a command is on its way does nothing.
 */
export function useCommand() {
  const [outcome, setOutcome] = useState<CommandOutcome>(READY);
  const isSending = useRef(false);
  const lastAttempt = useRef<Readonly<{ what: string; key: string }>>(undefined);

  /** The same command keeps its id: pressed again without an answer, it is done once. */
  const commandIdFor = (what: string): string => {
    const key = lastAttempt.current?.what === what ? lastAttempt.current.key : newCommandId();
    lastAttempt.current = { what, key };
    return key;
  };

  const sendDirectly = async ({ path, body }: OutgoingCommand, since: number | undefined): Promise<CommandOutcome> => {
    const result = await post<CommandReply>(path, body, commandIdFor(JSON.stringify([path, body])));
    if (result.kind !== 'unanswered') lastAttempt.current = undefined;
    return outcomeOf(result, since, false);
  };

  const sendThroughOutbox = ({ path, body }: OutgoingCommand, since: number | undefined): Promise<CommandOutcome> =>
    new Promise((resolve, reject) => {
      outbox
        .send(path, body, (result) => {
          const taken = outcomeOf(result, since, true);
          if (result.kind === 'unanswered') void taken.then(setOutcome);
          else taken.then(resolve, reject);
        })
        .catch(reject);
    });

  async function send(command: OutgoingCommand): Promise<CommandOutcome> {
    if (isSending.current) return { kind: 'sending' };
    isSending.current = true;
    setOutcome({ kind: 'sending' });
    const since = siteClock.now();
    let next: CommandOutcome;
    try {
      next = await (command.persisted === true ? sendThroughOutbox(command, since) : sendDirectly(command, since));
    } catch {
      next = { kind: 'not saved' };
    }
    isSending.current = false;
    setOutcome(next);
    return next;
  }

  return { outcome, send, reset: () => setOutcome(READY) };
}

async function outcomeOf(
  result: RequestResult<CommandReply>,
  since: number | undefined,
  persisted: boolean,
): Promise<CommandOutcome> {
  if (result.kind === 'answered') {
    const { stream, position } = result.reply;
    await liveUpdates.catchUp(stream, position);
    return { kind: 'recorded' };
  }
  if (result.kind === 'refused') return { kind: 'refused', problem: result.problem };
  return {
    kind: 'unanswered',
    since,
    persisted,
    ...(result.problem === undefined ? {} : { problem: result.problem }),
  };
}
