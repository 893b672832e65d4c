const WAIT_MS_MAX = 30_000;
const POLL_MS = 50;

/** Polls until `look` finds something; `undefined` and `false` are nothing. Throws with `what` when it takes too long. */
export async function waitUntil<Found>(
  what: string,
  find: () => Found | false | undefined | Promise<Found | false | undefined>,
  waitMsMax = WAIT_MS_MAX,
): Promise<Found> {
  const deadline = performance.now() + waitMsMax;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`waited ${String(waitMsMax)} ms in vain: ${what}`);
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}
