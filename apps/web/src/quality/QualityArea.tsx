import type { BatchesReply } from '@autolog/contract/batch';
import type { MeReply } from '@autolog/contract/session';
import { Desk, type Place } from '../desk/Desk.js';
import { useSay } from '../language/phrases.js';
import { useView } from '../live/use-view.js';
import { addressOf, useAddress } from '../ui/address.js';
import { awaitingQuality } from './batches/queue.js';
import { phrases } from './phrases.js';
import { Screen } from './routes.js';

/** The quality area: what waits, what deviates, and one batch at a time. */
export function QualityArea() {
  const say = useSay(phrases);
  const address = useAddress();
  // Asked for again by the screens: the menu only counts what they show.
  const view = useView<BatchesReply>({
    stream: 'batch',
    path: '/api/batches',
    isEmpty: (reply) => reply.batches.length === 0,
  });
  const batches = 'data' in view ? view.data.batches : [];
  const counted = 'data' in view;
  const places: readonly Place[] = [
    {
      href: addressOf('batches'),
      label: say('batches'),
      count: counted ? awaitingQuality(batches) : undefined,
      here: address[0] !== 'exceptions',
    },
    {
      href: addressOf('exceptions'),
      label: say('exceptions'),
      count: counted ? batches.reduce((sum, line) => sum + line.exceptionsOpen, 0) : undefined,
      here: address[0] === 'exceptions',
    },
  ];
  return (
    <Desk area="quality" places={places}>
      {(me: MeReply) => <Screen address={address} me={me} batches={view} />}
    </Desk>
  );
}
