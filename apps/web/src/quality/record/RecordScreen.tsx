import type { BatchReply, EventLine, RecordReply } from '@autolog/contract/batch';
import { useSay } from '../../language/phrases.js';
import { Show } from '../../live/Show.js';
import { useView } from '../../live/use-view.js';
import { addressOf, goTo } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { Panel } from '../../ui/Panel.js';
import { PickOne } from '../../ui/PickOne.js';
import { Table } from '../../ui/Table.js';
import { phrases } from '../phrases.js';
import { choicesOf, filtered, UNFILTERED, type RecordFilter } from './record-filter.js';
import { isNamed, useEventColumns } from './use-event-columns.js';
import { PAGE, readRecordPlace, wordsOfRecordPlace, type RecordPlace } from './record-place.js';
import styles from '../Quality.module.css';

/** Every event of a batch as it was recorded, filtered by kind, person and step (Q8). */
export function RecordScreen({ batch, place }: Readonly<{ batch: string; place: readonly string[] }>) {
  const say = useSay(phrases);
  const view = useView<RecordReply>({ stream: `batch/${batch}`, path: `/api/batches/${batch}/record` });
  const batchView = useView<BatchReply>({ stream: `batch/${batch}`, path: `/api/batches/${batch}` });
  const of = 'data' in batchView ? batchView.data : undefined;
  return (
    <>
      <header className={styles['head']}>
        <div className={styles['stack']}>
          <h1>
            {say('record')} <span className="code">{of?.number}</span>
          </h1>
          <p className="code">{of?.coi}</p>
          <p className={styles['quiet']}>{say('recordSays')}</p>
        </div>
        <a href={addressOf('batches', batch)}>{say('back')}</a>
      </header>
      <Show of={view}>
        {({ events }) => (
          <Events
            events={events}
            place={readRecordPlace(place)}
            onPlace={(next) => goTo('batches', batch, 'record', ...wordsOfRecordPlace(next))}
          />
        )}
      </Show>
    </>
  );
}

function Events({
  events,
  place,
  onPlace,
}: Readonly<{ events: readonly EventLine[]; place: RecordPlace; onPlace: (place: RecordPlace) => void }>) {
  const say = useSay(phrases);
  const columns = useEventColumns();
  const fit = filtered(events, place.filter);
  const shown = fit.slice(place.from, place.from + PAGE);
  return (
    <Panel title={say('events')} aside={say('recordShown', { shown: fit.length, total: events.length })}>
      <Filters events={events} filter={place.filter} onFilter={(filter) => onPlace({ filter, from: 0 })} />
      <Table
        caption={say('record')}
        columns={columns}
        rows={shown}
        keyOf={(event) => String(event.seq)}
        empty={say('recordNone')}
      />
      {fit.length <= PAGE ? null : (
        <nav className={styles['row']} aria-label={say('record')}>
          {place.from === 0 ? null : (
            <Button onPress={() => onPlace({ ...place, from: Math.max(0, place.from - PAGE) })}>
              {say('previousPage', { count: PAGE })}
            </Button>
          )}
          {place.from + PAGE >= fit.length ? null : (
            <Button onPress={() => onPlace({ ...place, from: place.from + PAGE })}>
              {say('nextPage', { count: PAGE })}
            </Button>
          )}
          <span>{say('pageOf', { from: place.from + 1, to: place.from + shown.length })}</span>
        </nav>
      )}
    </Panel>
  );
}

function Filters({
  events,
  filter,
  onFilter,
}: Readonly<{ events: readonly EventLine[]; filter: RecordFilter; onFilter: (filter: RecordFilter) => void }>) {
  const say = useSay(phrases);
  const choices = choicesOf(events);
  const options = (words: readonly string[]) => words.map((word) => ({ id: word, label: word }));
  return (
    <div className={styles['row']} role="group" aria-label={say('recordFilters')}>
      <PickOne
        label={say('filterType')}
        nothing={say('filterAny')}
        options={choices.type.map((type) => ({ id: type, label: isNamed(type) ? say(`event_${type}`) : type }))}
        chosen={filter.type}
        onChoose={(type) => onFilter({ ...filter, type })}
      />
      <PickOne
        label={say('filterActor')}
        nothing={say('filterAny')}
        options={options(choices.actor)}
        chosen={filter.actor}
        onChoose={(actor) => onFilter({ ...filter, actor })}
      />
      <PickOne
        label={say('filterStep')}
        nothing={say('filterAny')}
        options={options(choices.step)}
        chosen={filter.step}
        onChoose={(step) => onFilter({ ...filter, step })}
      />
      {filter.type + filter.actor + filter.step === '' ? null : (
        <Button onPress={() => onFilter(UNFILTERED)}>{say('clearFilter')}</Button>
      )}
    </div>
  );
}
