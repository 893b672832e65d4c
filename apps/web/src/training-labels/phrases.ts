import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  title: 'Training labels',
  explain: 'A laptop has no scanner. Each button sends what a scanner would read from that label.',
  patientLabel: 'Patient {{code}}',
  otherPatientLabel: 'Another patient: {{code}}',
  roomLabel: 'Room {{code}}',
  deviceLabel: 'Device {{code}}',
  lotLabel: '{{material}}, lot {{lot}}',
  sampleLabel: 'Sample {{number}}',
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
  patientLabel: 'Patiënt {{code}}',
  otherPatientLabel: 'Een andere patiënt: {{code}}',
  roomLabel: 'Ruimte {{code}}',
  deviceLabel: 'Apparaat {{code}}',
  lotLabel: '{{material}}, lot {{lot}}',
  sampleLabel: 'Monster {{number}}',
  quarantine: 'in quarantaine',
  released: 'vrijgegeven',
  consumed: 'verbruikt',
  rejected: 'afgekeurd',
  expired: 'verlopen',
  close: 'Sluiten',
} satisfies Phrases<typeof en>;

export const trainingLabelPhrases = definePhrases('training-labels', en, nl);
