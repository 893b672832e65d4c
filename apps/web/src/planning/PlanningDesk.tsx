import { Desk } from '../desk/Desk.js';
import { useSay } from '../language/phrases.js';
import { BatchTable } from './BatchTable.js';
import { NewOrder } from './NewOrder.js';
import { OrderTable } from './OrderTable.js';
import { planningPhrases } from './phrases.js';

/** What is ordered, and what is made of it. */
export function PlanningDesk() {
  const say = useSay(planningPhrases);
  return (
    <Desk area="planning">
      {(me) => (
        <>
          <h1>{say('title')}</h1>
          {me.permissions.includes('therapy.order') ? <NewOrder /> : <p>{say('readOnly')}</p>}
          <OrderTable mayCreate={me.permissions.includes('batch.create')} />
          <BatchTable />
        </>
      )}
    </Desk>
  );
}
