import { useEffect, useRef } from 'react';
import { take, type Taken } from './wedge.js';

type Hear = (code: string) => void;
const hearing: Hear[] = [];
let reading: Taken['reading'];
let listening = false;

const deliver = (code: string): void => hearing.at(-1)?.(code);

/** At `window`, before anything else: whatever has the focus, a scan types nothing and presses nothing (T16, T18). */
function onKey(event: KeyboardEvent): void {
  const taken = take(reading, { code: event.code, shift: event.shiftKey, at: event.timeStamp });
  reading = taken.reading;
  if (!taken.taken) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (taken.scanned !== undefined) deliver(taken.scanned);
}

function onKeyUp(event: KeyboardEvent): void {
  if (reading !== undefined) event.stopImmediatePropagation();
}

/** The last to ask hears the scan: a sheet over a step takes it from the step. A fallback hears what nobody asked for. */
export function useScan(hear: Hear, fallback = false): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => {
    if (!listening) {
      listening = true;
      window.addEventListener('keydown', onKey, { capture: true });
      window.addEventListener('keyup', onKeyUp, { capture: true });
    }
    const mine: Hear = (code) => latest.current(code);
    if (fallback) hearing.unshift(mine);
    else hearing.push(mine);
    return () => void hearing.splice(hearing.indexOf(mine), 1);
  }, [fallback]);
}

/** For the demo's training labels: the same delivery a scanner's code gets. */
export const scanned = deliver;
