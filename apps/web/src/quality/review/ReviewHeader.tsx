import type { BatchReply } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { formatShortTimestamp } from '../../time/site-time.js';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { HoldReasons } from '../../batch/HoldReasons.js';
import { addressOf } from '../../ui/address.js';
import { Tag } from '../../ui/Tag.js';
import { qualityPhrases } from '../language/phrases.js';
import { useSiteZone } from '../../site/use-site-zone.js';
import { Decisions, type RecordedDecision } from './Decisions.js';
import { DownloadRecord } from './DownloadRecord.js';
import styles from './Review.module.css';

/** The batch: its patient code, its recipe, and the decisions on it. */
export function ReviewHeader({
  batch,
  me,
  mayAct,
  onRecorded,
}: Readonly<{ batch: BatchReply; me: MeReply; mayAct: boolean; onRecorded: (what: RecordedDecision) => void }>) {
  const t = usePhrases(qualityPhrases);
  const text = useText();
  const language = useLanguage();
  const zone = useSiteZone();
  return (
    <header className={styles['head']}>
      <div className={styles['which']}>
        <h1>
          {t('reviewOf')} <span className="code">{batch.number}</span>
        </h1>
        <p className={styles['identity']}>
          <span className="code">{batch.coi}</span>
          <span className="code">{t('order', { order: batch.orderNumber })}</span>
          <span>{t('recipeVersion', { title: text(batch.recipe.title), version: batch.recipe.version })}</span>
        </p>
        <p className={styles['identity']}>
          <Tag>{t(`status_${batch.status}`)}</Tag>
          {batch.certificate === undefined ? null : (
            <span className="code">{t('certificate', { number: batch.certificate.number })}</span>
          )}
          {batch.held ? <Tag level="major">{t('onHold')}</Tag> : null}
          {batch.simulated ? <Tag>{t('simulated')}</Tag> : null}
          <span>{[batch.room, batch.device].filter((place) => place !== undefined).join(', ') || t('nowhere')}</span>
          {batch.finishedAt === undefined ? null : (
            <span>{t('finishedAt', { at: formatShortTimestamp(batch.finishedAt, zone, language) })}</span>
          )}
          <a href={addressOf('batches', batch.id, 'record')}>{t('theRecord')}</a>
          <a href={`/planning${addressOf('batches', batch.id)}`}>{t('daysAndDevice')}</a>
        </p>
        <HoldReasons batch={batch} />
      </div>
      <div className={styles['acts']}>
        <Decisions batch={batch} me={me} mayAct={mayAct} onRecorded={onRecorded} />
        <DownloadRecord batch={batch.id} me={me} />
      </div>
    </header>
  );
}
