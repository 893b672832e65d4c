import { DeskLayout } from '../desk/DeskLayout.js';
import { useAddress } from '../ui/address.js';
import { BatchScreen } from './batch/BatchScreen.js';
import { OrdersScreen } from './orders/OrdersScreen.js';
import { SiteOverviewScreen } from './site-overview/SiteOverviewScreen.js';

/** The address of the site overview in earlier versions: bookmarks and screens on a wall still open it. */
const OLD_SITE_OVERVIEW = 'wall';

/** One line per screen: `#/site-overview`, `#/batches/<id>`; every other address shows the orders and batches. */
export function PlanningArea() {
  const [noun, id] = useAddress();
  if (noun === 'site-overview' || noun === OLD_SITE_OVERVIEW) return <SiteOverviewScreen />;
  return (
    <DeskLayout area="planning">
      {(me) => (noun === 'batches' && id !== undefined ? <BatchScreen key={id} id={id} /> : <OrdersScreen me={me} />)}
    </DeskLayout>
  );
}
