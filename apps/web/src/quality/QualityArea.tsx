import { useBatchesView } from '../batch/batch.view.js';
import type { MeReply } from '@autolog/contract/session';
import { DeskLayout, type NavigationItem } from '../desk/DeskLayout.js';
import { usePhrases } from '../language/phrases.js';
import { addressOf, useAddress } from '../ui/address.js';
import { countAwaitingQuality } from './batches/queue.js';
import { qualityPhrases } from './language/phrases.js';
import { QualityScreen } from './routes.js';

/** The quality area: batches, exceptions, and one batch at a time. */
export function QualityArea() {
  const t = usePhrases(qualityPhrases);
  const address = useAddress();
  // The screens ask for the same view: the menu counts what they show.
  const view = useBatchesView();
  const batches = 'data' in view ? view.data.batches : [];
  const isLoaded = 'data' in view;
  const pages: readonly NavigationItem[] = [
    {
      href: addressOf('batches'),
      label: t('batches'),
      count: isLoaded ? countAwaitingQuality(batches) : undefined,
      isCurrent: address[0] !== 'exceptions',
    },
    {
      href: addressOf('exceptions'),
      label: t('exceptions'),
      count: isLoaded ? batches.reduce((sum, line) => sum + line.exceptionsOpen, 0) : undefined,
      isCurrent: address[0] === 'exceptions',
    },
  ];
  return (
    <DeskLayout area="quality" pages={pages}>
      {(me: MeReply) => <QualityScreen address={address} me={me} batches={view} />}
    </DeskLayout>
  );
}
