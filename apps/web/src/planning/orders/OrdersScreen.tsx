import type { MeReply } from '@autolog/contract/session';
import { usePhrases } from '../../language/phrases.js';
import { planningPhrases } from './phrases.js';
import { BatchTable } from './BatchTable.js';
import { NewOrder } from './NewOrder.js';
import { OrderTable } from './OrderTable.js';

/** Orders and their batches. */
export function OrdersScreen({ me }: Readonly<{ me: MeReply }>) {
  const t = usePhrases(planningPhrases);
  return (
    <>
      <h1>{t('title')}</h1>
      {me.permissions.includes('therapy.order') ? <NewOrder /> : <p>{t('readOnly')}</p>}
      <OrderTable mayCreate={me.permissions.includes('batch.create')} />
      <BatchTable />
    </>
  );
}
