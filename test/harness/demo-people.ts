import type { Credentials } from './test-client.ts';

/** The demo's people, as the start command prints them. */
export const PEOPLE = {
  admin: { userName: 'admin', password: 'open-eerst-de-voordeur' },
  sanne: { userName: 'sanne', password: 'schone-handen-eerst' },
  kees: { userName: 'kees', password: 'vier-ogen-zien-meer' },
  lars: { userName: 'lars', password: 'wakker-bij-de-cellen' },
  yara: { userName: 'yara', password: 'nachtdienst-telt-ook' },
  noor: { userName: 'noor', password: 'tellen-tot-het-klopt' },
  maaike: { userName: 'maaike', password: 'het-verschil-telt-mee' },
  ruben: { userName: 'ruben', password: 'tekenen-na-het-lezen' },
  ilse: { userName: 'ilse', password: 'rustig-lezen-dan-tekenen' },
  jonas: { userName: 'jonas', password: 'recepten-zijn-geduld' },
  fatima: { userName: 'fatima', password: 'maandag-begint-vrijdag' },
  inspector: { userName: 'inspector', password: 'laat-mij-alles-zien' },
} as const satisfies Record<string, Credentials>;
