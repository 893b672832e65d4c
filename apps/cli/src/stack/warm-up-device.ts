const ANSWER_MS_MAX = 5_000;

/**
 * Starts an activity on an idle device of the demo, so that it is warm as in a cleanroom in use: an idle one would show
 * room temperature in the first batch. A device that is busy is left alone.
 */
export async function warmUpDevice(controlPort: number, stop: AbortSignal): Promise<void> {
  const address = `http://127.0.0.1:${controlPort}`;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS_MAX)]);
  const state = (await (await fetch(`${address}/state`, { signal })).json()) as { signals?: { deviceState?: string } };
  if (state.signals?.deviceState !== 'Idle') return;
  await fetch(`${address}/activity`, { method: 'POST', body: JSON.stringify({ name: 'Culture static' }), signal });
}
