import type { Locator, Page } from 'playwright-core';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { lotLabel } from '../harness/batch-actions.ts';
import type { TestClient } from '../harness/test-client.ts';

const ENTRY_VALUES: Readonly<Record<string, string>> = {
  'apheresis-viability': '96,4',
  'seeded-cells': '100',
  'vector-titre': '50000000',
  'harvest-volume': '78,5',
  'final-viability': '91,2',
};
const SOON_MS = 15_000;
const NEXT_EVENT_MS = 90_000;

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name }).last();

export async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/(?:terminal|quality|planning|recipe)/);
}

const KEY_OF: Readonly<Record<string, string>> = { '/': 'Slash', '-': 'Minus' };

/** Scans as a scanner does: key strokes for prefix, code and suffix, whatever has the focus. */
export async function scan(page: Page, code: string): Promise<void> {
  const input = await page.context().newCDPSession(page);
  // Playwright's keyboard knows no F13; the browser's own input layer does.
  const prefix = { key: 'F13', code: 'F13', windowsVirtualKeyCode: 124 };
  await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...prefix });
  await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...prefix });
  await input.detach();
  for (const sign of code) {
    if (/[A-Z]/.test(sign)) await page.keyboard.press(`Shift+Key${sign}`);
    else if (/\d/.test(sign)) await page.keyboard.press(`Digit${sign}`);
    else await page.keyboard.press(KEY_OF[sign] ?? fail(`no key for ${sign}`));
  }
  await page.keyboard.press('Enter');
}

/** Signs in the open dialog as a person of the demo, whose button fills in both components. */
export async function sign(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog').last();
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.getByRole('button', { name: /^Sign/ }).click();
  await dialog.waitFor({ state: 'hidden', timeout: SOON_MS });
}

/** Answers one step on the screen, by its kind; the caller signs when a dialog opens. */
export async function answerStep(page: Page, client: TestClient, batch: BatchReply, { step }: StepLine): Promise<void> {
  switch (step.kind) {
    case 'check':
      for (const item of step.items) {
        const expected = item.states.find(({ id }) => id === item.expected)?.title.en ?? '';
        await page
          .getByRole('group', { name: item.title.en })
          .getByRole('button', { name: expected, exact: true })
          .click();
      }
      break;
    case 'entry':
      for (const sign of ENTRY_VALUES[step.id] ?? fail(`no figure for ${step.id}`))
        await page.getByRole('button', { name: sign === ',' ? 'Decimal sign' : sign, exact: true }).click();
      break;
    case 'choice':
      await button(page, step.options.find(({ deviates }) => !deviates)?.title.en ?? '').click();
      break;
    case 'scan':
      // A scan is a complete answer: no key is pressed.
      await scan(page, await codeFor(client, batch, step.scans, step.of));
      return;
    case 'sample':
      await scan(page, `SMP/${batch.number}/${step.id.toUpperCase()}`);
      return;
    case 'timer':
      await button(page, 'Start the timer').click();
      await page.getByText('No timers running').waitFor({ state: 'hidden' });
      await nextEvent(page);
      break;
    case 'device':
    case 'activity':
    case 'calculation':
    case 'instruction':
      break;
  }
  await confirm(page);
}

export async function confirm(page: Page): Promise<void> {
  const key = page.getByRole('button', { name: /^(?:Confirm|Sign)/ }).first();
  await key.waitFor({ timeout: NEXT_EVENT_MS });
  await key.click({ timeout: NEXT_EVENT_MS });
}

/** Runs the demo's clock fast to the next due time. */
export async function nextEvent(page: Page): Promise<void> {
  await page.getByRole('button', { name: /simulated/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Next event' }).click();
  const close = page.getByRole('dialog').getByRole('button', { name: /Close|Back/ });
  if (await close.isVisible()) await close.click();
}

async function codeFor(client: TestClient, batch: BatchReply, scans: string, of: string | undefined): Promise<string> {
  if (scans === 'patient') return `COI/${batch.coi}`;
  if (scans === 'equipment') return `EQP/${batch.device ?? ''}`;
  return lotLabel(client, of ?? '', (lot) => lot.status === 'released' && lot.expiresAt > '2030');
}

function fail(why: string): never {
  throw new Error(why);
}
