import type { MeReply } from '@autolog/contract/session';
import { RefusalBanner } from '../../refusal/RefusalBanner.js';
import { usePhrases } from '../../language/phrases.js';
import { Banner } from '../../ui/Banner.js';
import { Button } from '../../ui/Button.js';
import { qualityPhrases } from '../language/phrases.js';
import { useExport } from './use-export.js';
import { useDisabledReason } from './use-disabled-reason.js';
import styles from './Review.module.css';

/** The whole record as one file that can be verified without Autolog. */
export function DownloadRecord({ batch, me }: Readonly<{ batch: string; me: MeReply }>) {
  const t = usePhrases(qualityPhrases);
  const disabledReasonFor = useDisabledReason(me, true);
  const { exporting, make } = useExport(batch);
  const busy = exporting.kind === 'making' ? t('exportMaking') : undefined;
  return (
    <div className={styles['download']}>
      <Button
        disabledReason={busy ?? disabledReasonFor(['record.read'])}
        disabledReasonShownElsewhere={busy !== undefined}
        onPress={() => void make()}
      >
        {busy ?? t('downloadRecord')}
      </Button>
      {exporting.kind === 'made' ? (
        <Banner level="calm">
          {t('exportMade')}{' '}
          <a href={exporting.path} download={exporting.fileName} className="code">
            {exporting.fileName}
          </a>
        </Banner>
      ) : null}
      {exporting.kind === 'unanswered' ? <Banner level="warn">{t('exportUnanswered')}</Banner> : null}
      {exporting.kind === 'refused' ? <RefusalBanner problem={exporting.problem} /> : null}
    </div>
  );
}
