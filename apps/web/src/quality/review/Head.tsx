import type { BatchReply } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { shortStamp } from '../../chart/site-time.js';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { WhyHeld } from '../../process/WhyHeld.js';
import { addressOf } from '../../ui/address.js';
import { Tag } from '../../ui/Tag.js';
import { phrases } from '../phrases.js';
import { useSiteZone } from '../site-zone.js';
import { Decisions, type Recorded } from './Decisions.js';
import { DownloadRecord } from './DownloadRecord.js';
import styles from './Review.module.css';

/** Which batch this is, whose cells, by which recipe, and what can be decided about it. */
export function Head({
  batch,
  me,
  mayAct,
  onRecorded,
}: Readonly<{ batch: BatchReply; me: MeReply; mayAct: boolean; onRecorded: (what: Recorded) => void }>) {
  const say = useSay(phrases);
  const text = useText();
  const language = useLanguage();
  const zone = useSiteZone();
  return (
    <header className={styles['head']}>
      <div className={styles['which']}>
        <h1>
          {say('reviewOf')} <span className="code">{batch.number}</span>
        </h1>
        <p className={styles['identity']}>
          <span className="code">{batch.coi}</span>
          <span className="code">{say('order', { order: batch.orderNumber })}</span>
          <span>{say('recipeVersion', { title: text(batch.recipe.title), version: batch.recipe.version })}</span>
        </p>
        <p className={styles['identity']}>
          <Tag>{say(`status_${batch.status}`)}</Tag>
          {batch.certificate === undefined ? null : (
            <span className="code">{say('certificate', { number: batch.certificate.number })}</span>
          )}
          {batch.held ? <Tag level="major">{say('onHold')}</Tag> : null}
          {batch.simulated ? <Tag>{say('simulated')}</Tag> : null}
          <span>{[batch.room, batch.device].filter((place) => place !== undefined).join(', ') || say('nowhere')}</span>
          {batch.finishedAt === undefined ? null : (
            <span>{say('finishedAt', { at: shortStamp(batch.finishedAt, zone, language) })}</span>
          )}
          <a href={addressOf('batches', batch.id, 'record')}>{say('theRecord')}</a>
          <a href={`/planning${addressOf('batches', batch.id)}`}>{say('daysAndDevice')}</a>
        </p>
        <WhyHeld batch={batch} />
      </div>
      <div className={styles['acts']}>
        <Decisions batch={batch} me={me} mayAct={mayAct} onRecorded={onRecorded} />
        <DownloadRecord batch={batch.id} me={me} />
      </div>
    </header>
  );
}
