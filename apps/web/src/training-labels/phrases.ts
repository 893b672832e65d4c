import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  title: 'Training labels',
  explain: 'A laptop has no scanner. Each button sends what a scanner would read from that label.',
  patient: 'Patient {{code}}',
  otherPatient: 'Another patient: {{code}}',
  room: 'Room {{code}}',
  device: 'Device {{code}}',
  lot: '{{material}}, lot {{lot}}',
  sample: 'Sample {{number}}',
  quarantine: 'in quarantine',
  released: 'released',
  consumed: 'used up',
  rejected: 'rejected',
  expired: 'expired',
  close: 'Close',
} as const;

const nl = {
  title: 'Oefenlabels',
  explain: 'Een laptop heeft geen scanner. Elke knop stuurt wat een scanner van dat label zou lezen.',
  patient: 'Patiënt {{code}}',
  otherPatient: 'Een andere patiënt: {{code}}',
  room: 'Ruimte {{code}}',
  device: 'Apparaat {{code}}',
  lot: '{{material}}, lot {{lot}}',
  sample: 'Monster {{number}}',
  quarantine: 'in quarantaine',
  released: 'vrijgegeven',
  consumed: 'verbruikt',
  rejected: 'afgekeurd',
  expired: 'verlopen',
  close: 'Sluiten',
} satisfies Phrases<typeof en>;

export const trainingLabelPhrases = definePhrases('training-labels', en, nl);
