import { Desk } from '../desk/Desk.js';
import { useAddress } from '../ui/address.js';
import { BatchScreen } from './batch/BatchScreen.js';
import { OrdersScreen } from './orders/OrdersScreen.js';
import { WallScreen } from './wall/WallScreen.js';

/** One line a screen: `#/wall`, `#/batches/<id>`; everything else is what is ordered and made. */
export function PlanningArea() {
  const [noun, id] = useAddress();
  if (noun === 'wall') return <WallScreen />;
  return (
    <Desk area="planning">
      {(me) => (noun === 'batches' && id !== undefined ? <BatchScreen key={id} id={id} /> : <OrdersScreen me={me} />)}
    </Desk>
  );
}
