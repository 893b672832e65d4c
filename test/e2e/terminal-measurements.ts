import type { Page } from 'playwright-core';

type Box = {
  name: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
  key: boolean;
  confirms: boolean;
  away: boolean;
};

/**
 * Measures the terminal in millimetres of its calibrated panel: T1 (targets ≥ 15 mm, keys and Confirm ≥ 20 mm), T2
 * (gaps ≥ 3 mm, 15 mm between Confirm and what deviates), T5 (no text under 4 mm cap height) and T9 (identity bar).
 */
export async function terminalFindings(
  page: Page,
  identity: { coi: string; order: string } | undefined,
): Promise<string[]> {
  const { boxes, pxPerMm, small } = await page.evaluate(() => {
    const perMm = Number(getComputedStyle(document.documentElement).getPropertyValue('--px-per-mm'));
    const dialog = [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1);
    const buttons = [...(dialog ?? document).querySelectorAll<HTMLElement>('button')];
    // Inter's cap height is 0.727 of its size.
    const small = [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()))
      .filter((one) => one.getBoundingClientRect().width > 1 && (dialog ?? document.body).contains(one))
      .filter((one) => (parseFloat(getComputedStyle(one).fontSize) * 0.727) / perMm < 3.95)
      .map((one) => one.innerText.slice(0, 40));
    const boxes = buttons
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0)
      .map(({ one, box }) => ({
        name: (one.getAttribute('aria-label') ?? one.innerText).replaceAll('\n', ' ').slice(0, 40),
        left: box.left,
        top: box.top,
        right: box.right,
        bottom: box.bottom,
        key: /^(?:\d|,|\.)$/.test(one.innerText.trim()),
        confirms: /^(?:Confirm|Sign|Start in|Start the|Bevestig|Teken)/.test(one.innerText),
        away: /^(?:More|Meer|Put on hold|Look again)/.test(one.innerText),
      }));
    return { boxes, pxPerMm: perMm, small: [...new Set(small)] };
  });
  const mm = (px: number): number => px / pxPerMm;
  const findings = small.map((text) => `T5 text under 4 mm: ${text}`);
  for (const box of boxes) {
    const needed = box.key || box.confirms ? 20 : 15;
    const [width, height] = [mm(box.right - box.left), mm(box.bottom - box.top)];
    if (Math.min(width, height) < needed - 0.2) {
      findings.push(`T1 ${box.name}: ${width.toFixed(1)} × ${height.toFixed(1)} mm, at least ${String(needed)}`);
    }
  }
  boxes.forEach((one, n) => {
    for (const other of boxes.slice(n + 1)) {
      const gap = mm(distanceBetween(one, other));
      const needed = (one.away && other.confirms) || (other.away && one.confirms) ? 15 : 3;
      if (gap >= 0 && gap < needed - 0.2) findings.push(`T2 ${one.name} – ${other.name}: ${gap.toFixed(1)} mm apart`);
    }
  });
  if (identity) {
    const bar = await page.locator('header').first().innerText();
    if (!bar.includes(identity.coi) || !bar.includes(identity.order)) findings.push(`T9 the identity bar says ${bar}`);
  }
  return findings;
}

/** Distance between two boxes; 0 when they touch or overlap. */
function distanceBetween(a: Box, b: Box): number {
  const across = Math.max(0, Math.max(a.left, b.left) - Math.min(a.right, b.right));
  const down = Math.max(0, Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom));
  return Math.hypot(across, down);
}
