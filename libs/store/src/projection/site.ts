import type { SiteEvent } from '@autolog/domain/site/event';
import type { ProjectedEvent } from './projected-event.js';

/** The site has no register: its profile and clock are read from these events and rows where they are needed. */
export function applySite(events: readonly ProjectedEvent<SiteEvent>[]): void {
  for (const { event } of events) {
    switch (event.type) {
      case 'SiteFounded':
      case 'ClockChanged':
      case 'MachineTokenMinted':
        break;
      default: {
        const never: never = event;
        throw new Error(`no projection for ${JSON.stringify(never)}`);
      }
    }
  }
}
