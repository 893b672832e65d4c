import type { BatchesReply, BatchReply } from '@autolog/contract/batch';
import type { DemoSuggestion } from '@autolog/contract/demo';
import { DEMO_PEOPLE } from './people.js';
import { recipeByCode } from './fill-site.js';
import { TWELVE_DAY_RECIPE, DEMO_THERAPIES } from './inventory.js';
import { signIn } from '@autolog/simulation/http-client';
import type { DemoRun } from './demo-run.js';

/** The only suggestion while the history is simulated. */
export const WATCH_SITE_OVERVIEW: DemoSuggestion = {
  userName: DEMO_PEOPLE.fatima.userName,
  text: {
    en: 'Watch rooms, devices and batches on the site overview.',
    nl: 'Bekijk ruimtes, apparaten en batches op het locatieoverzicht.',
  },
  address: '/planning#/site-overview',
};

type BatchListLine = BatchesReply['batches'][number];

/** What to try in this demo, each as the person whose work it is. */
export async function demoSuggestions(demo: DemoRun, stop: AbortSignal): Promise<readonly DemoSuggestion[]> {
  const planner = await signIn(demo.address, DEMO_PEOPLE.fatima, stop);
  const { batches } = await planner.get<BatchesReply>('/api/batches');
  const [done, running, waiting] = DEMO_THERAPIES.map((therapy) => batches.find(({ coi }) => coi === therapy.coi));
  const alarmed = running && (await planner.get<BatchReply>(`/api/batches/${running.id}`));
  await planner.signOut();
  return [
    ...(waiting ? [startSuggestion(waiting)] : []),
    ...(alarmed ? alarmSuggestions(alarmed) : []),
    ...(done ? reviewSuggestions(done) : []),
    WATCH_SITE_OVERVIEW,
    ...(running ? [daysSuggestion(running)] : []),
    ...(done ? [recordSuggestion(done)] : []),
    recipeSuggestion(recipeByCode(demo.recipes, TWELVE_DAY_RECIPE).id),
  ];
}

const startSuggestion = ({ number }: BatchListLine): DemoSuggestion => ({
  userName: DEMO_PEOPLE.sanne.userName,
  text: {
    en: `Start batch ${number} in a free room and go on to the line clearance, which Kees witnesses.`,
    nl: `Start batch ${number} in een vrije ruimte en ga door tot de lijnvrijgave; daar kijkt Kees mee.`,
  },
  address: '/terminal',
});

function alarmSuggestions({ id, number, exceptions }: BatchReply): readonly DemoSuggestion[] {
  const alarm = exceptions.find((one) => one.class === 'device_alarm');
  if (!alarm) return [];
  return [
    {
      userName: DEMO_PEOPLE.maaike.userName,
      text: {
        en: `Assess the alarm of the device in batch ${number}, on day 5 of its culture.`,
        nl: `Beoordeel het alarm van het apparaat in batch ${number}, op dag 5 van de kweek.`,
      },
      address: `/quality#/batches/${id}/exception/${alarm.id}`,
    },
  ];
}

const reviewSuggestions = ({ id, number }: BatchListLine): readonly DemoSuggestion[] => [
  {
    userName: DEMO_PEOPLE.maaike.userName,
    text: {
      en: `Review the finished batch ${number}: assess the exceptions, then sign.`,
      nl: `Beoordeel de afgeronde batch ${number}: eerst de afwijkingen, dan de batch.`,
    },
    address: `/quality#/batches/${id}`,
  },
  {
    userName: DEMO_PEOPLE.ruben.userName,
    text: {
      en: `Certify batch ${number} once it is reviewed, or see what is still open.`,
      nl: `Certificeer batch ${number} zodra die beoordeeld is, of zie wat er nog openstaat.`,
    },
    address: `/quality#/batches/${id}`,
  },
];

const daysSuggestion = ({ id, number }: BatchListLine): DemoSuggestion => ({
  userName: DEMO_PEOPLE.fatima.userName,
  text: {
    en: `See batch ${number} day by day, with what its device measures.`,
    nl: `Bekijk batch ${number} dag voor dag, met wat het apparaat meet.`,
  },
  address: `/planning#/batches/${id}`,
});

const recordSuggestion = ({ id, number }: BatchListLine): DemoSuggestion => ({
  userName: DEMO_PEOPLE.inspector.userName,
  text: {
    en: `Read the whole record of batch ${number}, export it, and verify the file without this software.`,
    nl: `Lees het hele dossier van batch ${number}, exporteer het en verifieer het bestand zonder deze software.`,
  },
  address: `/quality#/batches/${id}/record`,
});

const recipeSuggestion = (id: string): DemoSuggestion => ({
  userName: DEMO_PEOPLE.jonas.userName,
  text: {
    en: 'Read the twelve-day recipe: every step with its limits and where they come from.',
    nl: 'Lees het recept van twaalf dagen: elke stap met de grenzen en waar die vandaan komen.',
  },
  address: `/recipe#/${id}`,
});
