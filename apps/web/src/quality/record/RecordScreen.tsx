import { useBatchView } from '../../batch/batch.view.js';
import type { RecordReply } from '@autolog/contract/record';
import type { EventLine } from '@autolog/contract/record';
import { usePhrases } from '../../language/phrases.js';
import { ViewContent } from '../../live/ViewContent.js';
import { useView } from '../../live/use-view.js';
import { addressOf, goTo } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { Panel } from '../../ui/Panel.js';
import { Select } from '../../ui/Select.js';
import { Table } from '../../ui/Table.js';
import { qualityPhrases } from '../language/phrases.js';
import { choicesOf, filterEvents, UNFILTERED, type RecordFilter } from './record-filter.js';
import { hasPhrase, useEventColumns } from './use-event-columns.js';
import { EVENTS_PER_PAGE, parseRecordAddress, recordAddressSegments, type RecordAddress } from './record-address.js';
import styles from '../layout/Quality.module.css';

/** Every event of a batch as it was recorded, filtered by kind, person and step (Q8). */
export function RecordScreen({ batch, segments }: Readonly<{ batch: string; segments: readonly string[] }>) {
  const t = usePhrases(qualityPhrases);
  const view = useView<RecordReply>({ stream: `batch/${batch}`, path: `/api/batches/${batch}/record` });
  const batchView = useBatchView(batch);
  const batchReply = 'data' in batchView ? batchView.data : undefined;
  return (
    <>
      <header className={styles['head']}>
        <div className={styles['stack']}>
          <h1>
            {t('record')} <span className="code">{batchReply?.number}</span>
          </h1>
          <p className="code">{batchReply?.coi}</p>
          <p className={styles['quiet']}>{t('recordSays')}</p>
        </div>
        <a href={addressOf('batches', batch)}>{t('back')}</a>
      </header>
      <ViewContent view={view}>
        {({ events }) => (
          <Events
            events={events}
            address={parseRecordAddress(segments)}
            onAddress={(next) => goTo('batches', batch, 'record', ...recordAddressSegments(next))}
          />
        )}
      </ViewContent>
    </>
  );
}

function Events({
  events,
  address,
  onAddress,
}: Readonly<{ events: readonly EventLine[]; address: RecordAddress; onAddress: (address: RecordAddress) => void }>) {
  const t = usePhrases(qualityPhrases);
  const columns = useEventColumns();
  const matching = filterEvents(events, address.filter);
  const shown = matching.slice(address.from, address.from + EVENTS_PER_PAGE);
  return (
    <Panel title={t('events')} aside={t('recordShown', { shown: matching.length, total: events.length })}>
      <Filters events={events} filter={address.filter} onFilter={(filter) => onAddress({ filter, from: 0 })} />
      <Table
        caption={t('record')}
        columns={columns}
        rows={shown}
        keyOf={(event) => String(event.seq)}
        empty={t('recordNone')}
      />
      {matching.length <= EVENTS_PER_PAGE ? null : (
        <nav className={styles['row']} aria-label={t('record')}>
          {address.from === 0 ? null : (
            <Button onPress={() => onAddress({ ...address, from: Math.max(0, address.from - EVENTS_PER_PAGE) })}>
              {t('previousPage', { count: EVENTS_PER_PAGE })}
            </Button>
          )}
          {address.from + EVENTS_PER_PAGE >= matching.length ? null : (
            <Button onPress={() => onAddress({ ...address, from: address.from + EVENTS_PER_PAGE })}>
              {t('nextPage', { count: EVENTS_PER_PAGE })}
            </Button>
          )}
          <span>{t('pageOf', { from: address.from + 1, to: address.from + shown.length })}</span>
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
  const t = usePhrases(qualityPhrases);
  const choices = choicesOf(events);
  const options = (words: readonly string[]) => words.map((word) => ({ id: word, label: word }));
  return (
    <div className={styles['row']} role="group" aria-label={t('recordFilters')}>
      <Select
        label={t('filterType')}
        placeholder={t('filterAny')}
        options={choices.type.map((type) => ({ id: type, label: hasPhrase(type) ? t(`event_${type}`) : type }))}
        chosen={filter.type}
        onChoose={(type) => onFilter({ ...filter, type })}
      />
      <Select
        label={t('filterActor')}
        placeholder={t('filterAny')}
        options={options(choices.actor)}
        chosen={filter.actor}
        onChoose={(actor) => onFilter({ ...filter, actor })}
      />
      <Select
        label={t('filterStep')}
        placeholder={t('filterAny')}
        options={options(choices.step)}
        chosen={filter.step}
        onChoose={(step) => onFilter({ ...filter, step })}
      />
      {filter.type + filter.actor + filter.step === '' ? null : (
        <Button onPress={() => onFilter(UNFILTERED)}>{t('clearFilter')}</Button>
      )}
    </div>
  );
}
