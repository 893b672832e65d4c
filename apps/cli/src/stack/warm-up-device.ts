const ANSWER_MS_MAX = 5_000;

/**
 * The demo's device comes warm and at work, as in a cleanroom in use: an idle one would show room temperature to
 * whoever opens the first batch. Whatever it does already is left alone.
 */
export async function warmUpDevice(controlPort: number, stop: AbortSignal): Promise<void> {
  const address = `http://127.0.0.1:${controlPort}`;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS_MAX)]);
  const state = (await (await fetch(`${address}/state`, { signal })).json()) as { signals?: { deviceState?: string } };
  if (state.signals?.deviceState !== 'Idle') return;
  await fetch(`${address}/activity`, { method: 'POST', body: JSON.stringify({ name: 'Culture static' }), signal });
}
