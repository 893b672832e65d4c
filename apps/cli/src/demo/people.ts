import type { Role } from '@autolog/domain/role';

export type DemoPerson = Readonly<{
  name: string;
  userName: string;
  password: string;
  roles: readonly Role[];
  does: string;
}>;

/** Invented people. Their passwords are printed at every start and shown at sign-in: a demo has no secrets. */
export const DEMO_PEOPLE = {
  admin: {
    name: 'Admin',
    userName: 'admin',
    password: 'open-eerst-de-voordeur',
    roles: ['administrator'],
    does: 'accounts, and the demo clock',
  },
  sanne: {
    name: 'Sanne de Wit',
    userName: 'sanne',
    password: 'schone-handen-eerst',
    roles: ['technician'],
    does: 'runs the batch',
  },
  kees: {
    name: 'Kees Vos',
    userName: 'kees',
    password: 'vier-ogen-zien-meer',
    roles: ['technician'],
    does: 'runs the batch, or witnesses',
  },
  lars: {
    name: 'Lars Bosman',
    userName: 'lars',
    password: 'wakker-bij-de-cellen',
    roles: ['technician'],
    does: 'runs the batch at night',
  },
  yara: {
    name: 'Yara Kok',
    userName: 'yara',
    password: 'nachtdienst-telt-ook',
    roles: ['technician'],
    does: 'runs the batch at night, or witnesses',
  },
  noor: {
    name: 'Noor Jansen',
    userName: 'noor',
    password: 'tellen-tot-het-klopt',
    roles: ['qc_analyst'],
    does: 'tests samples in the laboratory',
  },
  maaike: {
    name: 'Maaike Bakker',
    userName: 'maaike',
    password: 'het-verschil-telt-mee',
    roles: ['quality_officer'],
    does: 'assesses exceptions, reviews records',
  },
  ruben: {
    name: 'Ruben Smit',
    userName: 'ruben',
    password: 'tekenen-na-het-lezen',
    roles: ['qualified_person'],
    does: 'certifies',
  },
  ilse: {
    name: 'Ilse van Dam',
    userName: 'ilse',
    password: 'rustig-lezen-dan-tekenen',
    roles: ['qualified_person'],
    does: 'certifies',
  },
  jonas: {
    name: 'Jonas Mulder',
    userName: 'jonas',
    password: 'recepten-zijn-geduld',
    roles: ['process_engineer'],
    does: 'writes recipes',
  },
  fatima: {
    name: 'Fatima El Amrani',
    userName: 'fatima',
    password: 'maandag-begint-vrijdag',
    roles: ['planner'],
    does: 'orders, rooms, devices, lots',
  },
  inspector: {
    name: 'Inspector',
    userName: 'inspector',
    password: 'laat-mij-alles-zien',
    roles: ['inspector'],
    does: 'reads everything',
  },
} as const satisfies Record<string, DemoPerson>;

export const DEMO_PEOPLE_LIST: readonly DemoPerson[] = Object.values(DEMO_PEOPLE);
