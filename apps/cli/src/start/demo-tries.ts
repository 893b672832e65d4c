import type { BatchesReply, BatchReply } from '@autolog/contract/batch';
import type { Try } from '@autolog/contract/session';
import { DEMO_PEOPLE } from './demo-people.js';
import { recipeOf } from './demo-site.js';
import { DEMO_PROCESS, DEMO_THERAPIES } from './demo-things.js';
import { signIn } from './http-client.js';
import type { Stack } from './stack.js';

/** While the history is played there is something to see already. */
export const WATCH_WALL: Try = {
  userName: DEMO_PEOPLE.fatima.userName,
  says: {
    en: 'Watch rooms, devices and batches on the wall screen.',
    nl: 'Bekijk ruimtes, apparaten en batches op het wandscherm.',
  },
  address: '/planning#/wall',
};

/** Concrete things to do in this demo, by the person whose work it is. */
export async function demoTries(stack: Stack, stop: AbortSignal): Promise<readonly Try[]> {
  const planner = await signIn(stack.address, DEMO_PEOPLE.fatima, stop);
  const { batches } = await planner.get<BatchesReply>('/api/batches');
  const [done, running, waiting] = DEMO_THERAPIES.map((therapy) => batches.find(({ coi }) => coi === therapy.coi));
  const alarmed = running && (await planner.get<BatchReply>(`/api/batches/${running.id}`));
  await planner.leave();
  const alarm = alarmed?.exceptions.find((one) => one.class === 'device_alarm');
  const recipe = recipeOf(stack.recipes, DEMO_PROCESS);
  return [
    waiting && {
      userName: DEMO_PEOPLE.sanne.userName,
      says: {
        en: `Start batch ${waiting.number} in a free room and do its first operation. Kees witnesses.`,
        nl: `Start batch ${waiting.number} in een vrije ruimte en doe de eerste handeling. Kees is getuige.`,
      },
      address: '/terminal',
    },
    running &&
      alarm && {
        userName: DEMO_PEOPLE.maaike.userName,
        says: {
          en: `Weigh the alarm of the device in batch ${running.number}, on day 5 of its culture.`,
          nl: `Beoordeel het alarm van het apparaat in batch ${running.number}, op dag 5 van de kweek.`,
        },
        address: `/quality#/batches/${running.id}/exception/${alarm.id}`,
      },
    done && {
      userName: DEMO_PEOPLE.maaike.userName,
      says: {
        en: `Review the finished batch ${done.number}: weigh what deviates, then sign.`,
        nl: `Beoordeel de voltooide batch ${done.number}: weeg wat afwijkt en teken.`,
      },
      address: `/quality#/batches/${done.id}`,
    },
    done && {
      userName: DEMO_PEOPLE.ruben.userName,
      says: {
        en: `Certify batch ${done.number} once it is reviewed, or see what is in the way.`,
        nl: `Certificeer batch ${done.number} zodra die beoordeeld is, of zie wat er in de weg staat.`,
      },
      address: `/quality#/batches/${done.id}`,
    },
    WATCH_WALL,
    running && {
      userName: DEMO_PEOPLE.fatima.userName,
      says: {
        en: `See batch ${running.number} day by day, with what its device measures.`,
        nl: `Bekijk batch ${running.number} dag voor dag, met wat het apparaat meet.`,
      },
      address: `/planning#/batches/${running.id}`,
    },
    done && {
      userName: DEMO_PEOPLE.inspector.userName,
      says: {
        en: `Read the whole record of batch ${done.number}, export it, and verify the file without this software.`,
        nl: `Lees het hele dossier van batch ${done.number}, exporteer het en verifieer het bestand zonder deze software.`,
      },
      address: `/quality#/batches/${done.id}/record`,
    },
    {
      userName: DEMO_PEOPLE.jonas.userName,
      says: {
        en: 'Read the recipe of the twelve days: every step with its limits and where they come from.',
        nl: 'Lees het recept van de twaalf dagen: elke stap met de grenzen en waar die vandaan komen.',
      },
      address: `/recipe#/${recipe.id}`,
    },
  ].filter((one) => one !== undefined);
}
