import type { EventLine } from '@autolog/contract/batch';
import { useSay } from '../../language/phrases.js';
import { ROLES, type Role } from '@autolog/domain/role';
import { personPhrases } from '../../person/phrases.js';
import type { Column } from '../../ui/Table.js';
import { phrases } from '../phrases.js';
import { en } from '../phrases.en.js';
import { When } from '../When.js';
import { actorOf, readable } from './record-filter.js';
import styles from './Record.module.css';

type Named = keyof typeof en extends infer Key ? (Key extends `event_${infer Type}` ? Type : never) : never;
/** Kinds of event that have a sentence here; another is shown by its own name rather than not at all. */
export const isNamed = (type: string): type is Named => `event_${type}` in en;
const isRole = (role: string): role is Role => (ROLES as readonly string[]).includes(role);
const LEAF_SHOWN = 12;
const TERMINAL_SHOWN = 8;

export function useEventColumns(): readonly Column<EventLine>[] {
  const say = useSay(phrases);
  const sayPerson = useSay(personPhrases);
  return [
    { id: 'seq', head: say('columnSeq'), align: 'end', mono: true, cell: (event) => event.seq },
    { id: 'time', head: say('columnTime'), cell: (event) => <When at={event.at} /> },
    {
      id: 'actor',
      head: say('columnActor'),
      cell: (event) => (
        <div className={`${styles['stack']} ${styles['who']}`}>
          <span>{actorOf(event)}</span>
          {event.role === undefined ? null : (
            <span className={styles['quiet']}>{isRole(event.role) ? sayPerson(event.role) : event.role}</span>
          )}
          {event.room === undefined ? null : (
            <span className={styles['quiet']}>{say('room', { room: event.room })}</span>
          )}
          {event.terminal === undefined ? null : (
            <span className={styles['quiet']}>
              {say('terminal', { terminal: event.terminal.slice(0, TERMINAL_SHOWN) })}
            </span>
          )}
        </div>
      ),
    },
    {
      id: 'type',
      head: say('columnType'),
      cell: (event) => (
        <div className={styles['stack']}>
          <b>{isNamed(event.type) ? say(`event_${event.type}`) : event.type}</b>
          <span className={`code ${styles['quiet']}`}>{event.type}</span>
        </div>
      ),
    },
    { id: 'payload', head: say('columnPayload'), cell: (event) => <Payload of={event.payload} /> },
    {
      id: 'leaf',
      head: say('columnLeaf'),
      cell: (event) => (
        <div className={styles['stack']}>
          <span className="code">{`${event.leafHash.slice(0, LEAF_SHOWN)}…`}</span>
          <span className={styles['quiet']}>
            {event.leafIndex === undefined ? say('leafPending') : say('leafIndex', { index: event.leafIndex })}
          </span>
        </div>
      ),
    },
  ];
}

const Payload = ({ of }: Readonly<{ of: unknown }>) => (
  <dl className={styles['payload']}>
    {readable(of).map((line) => (
      <div key={line.path}>
        <dt>{line.path}</dt>
        <dd>{line.value}</dd>
      </div>
    ))}
  </dl>
);
