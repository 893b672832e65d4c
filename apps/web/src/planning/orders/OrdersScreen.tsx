import type { MeReply } from '@autolog/contract/session';
import { useSay } from '../../language/phrases.js';
import { planningPhrases } from '../phrases.js';
import { BatchTable } from './BatchTable.js';
import { NewOrder } from './NewOrder.js';
import { OrderTable } from './OrderTable.js';

/** What is ordered, and what is made of it. */
export function OrdersScreen({ me }: Readonly<{ me: MeReply }>) {
  const say = useSay(planningPhrases);
  return (
    <>
      <h1>{say('title')}</h1>
      {me.permissions.includes('therapy.order') ? <NewOrder /> : <p>{say('readOnly')}</p>}
      <OrderTable mayCreate={me.permissions.includes('batch.create')} />
      <BatchTable />
    </>
  );
}
