import type { EventLine } from '@autolog/contract/record';
import { usePhrases } from '../../language/phrases.js';
import { isRole } from '@autolog/domain/role';
import { personPhrases } from '../../person/phrases.js';
import type { Column } from '../../ui/Table.js';
import { qualityPhrases } from '../language/phrases.js';
import { en } from '../language/phrases.en.js';
import { Timestamp } from '../../site/Timestamp.js';
import { actorOf, payloadFields } from './record-filter.js';
import styles from './Record.module.css';

type NamedEventType = keyof typeof en extends infer Key ? (Key extends `event_${infer Type}` ? Type : never) : never;
/** Event types that have a phrase here; another one is shown by its type. */
export const hasPhrase = (type: string): type is NamedEventType => `event_${type}` in en;
const LEAF_CHARACTERS = 12;
const TERMINAL_CHARACTERS = 8;

export function useEventColumns(): readonly Column<EventLine>[] {
  const t = usePhrases(qualityPhrases);
  const tPerson = usePhrases(personPhrases);
  return [
    { id: 'seq', head: t('columnSeq'), align: 'end', mono: true, cell: (event) => event.seq },
    { id: 'time', head: t('columnTime'), cell: (event) => <Timestamp at={event.at} /> },
    {
      id: 'actor',
      head: t('columnActor'),
      cell: (event) => (
        <div className={`${styles['stack']} ${styles['who']}`}>
          <span>{actorOf(event)}</span>
          {event.role === undefined ? null : (
            <span className={styles['quiet']}>{isRole(event.role) ? tPerson(event.role) : event.role}</span>
          )}
          {event.room === undefined ? null : <span className={styles['quiet']}>{t('room', { room: event.room })}</span>}
          {event.terminal === undefined ? null : (
            <span className={styles['quiet']}>
              {t('terminal', { terminal: event.terminal.slice(0, TERMINAL_CHARACTERS) })}
            </span>
          )}
        </div>
      ),
    },
    {
      id: 'type',
      head: t('columnType'),
      cell: (event) => (
        <div className={styles['stack']}>
          <b>{hasPhrase(event.type) ? t(`event_${event.type}`) : event.type}</b>
          <span className={`code ${styles['quiet']}`}>{event.type}</span>
        </div>
      ),
    },
    { id: 'payload', head: t('columnPayload'), cell: (event) => <Payload payload={event.payload} /> },
    {
      id: 'leaf',
      head: t('columnLeaf'),
      cell: (event) => (
        <div className={styles['stack']}>
          <span className="code">{`${event.leafHash.slice(0, LEAF_CHARACTERS)}…`}</span>
          <span className={styles['quiet']}>
            {event.leafIndex === undefined ? t('leafPending') : t('leafIndex', { index: event.leafIndex })}
          </span>
        </div>
      ),
    },
  ];
}

const Payload = ({ payload }: Readonly<{ payload: unknown }>) => (
  <dl className={styles['payload']}>
    {payloadFields(payload).map((line) => (
      <div key={line.path}>
        <dt>{line.path}</dt>
        <dd>{line.value}</dd>
      </div>
    ))}
  </dl>
);
