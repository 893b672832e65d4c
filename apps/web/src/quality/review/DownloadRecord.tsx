import type { MeReply } from '@autolog/contract/session';
import { Refused } from '../../language/Refused.js';
import { useSay } from '../../language/phrases.js';
import { Banner } from '../../ui/Banner.js';
import { Button } from '../../ui/Button.js';
import { phrases } from '../phrases.js';
import { useExport } from './export.command.js';
import { useCannot } from './use-cannot.js';
import styles from './Review.module.css';

/** The whole record as one file that can be checked without Autolog; for whoever may read it. */
export function DownloadRecord({ batch, me }: Readonly<{ batch: string; me: MeReply }>) {
  const say = useSay(phrases);
  const cannot = useCannot(me, true);
  const { exporting, make } = useExport(batch);
  const busy = exporting.kind === 'making' ? say('exportMaking') : undefined;
  return (
    <div className={styles['download']}>
      <Button
        cannot={busy ?? cannot(['record.read'])}
        cannotShownElsewhere={busy !== undefined}
        onPress={() => void make()}
      >
        {busy ?? say('downloadRecord')}
      </Button>
      {exporting.kind === 'made' ? (
        <Banner level="calm">
          {say('exportMade')}{' '}
          <a href={exporting.path} download={exporting.fileName} className="code">
            {exporting.fileName}
          </a>
        </Banner>
      ) : null}
      {exporting.kind === 'unanswered' ? <Banner level="warn">{say('exportUnanswered')}</Banner> : null}
      {exporting.kind === 'refused' ? <Refused problem={exporting.problem} /> : null}
    </div>
  );
}
