import { useEffect, useRef } from 'react';
import { feedKey, type KeyResult } from './keyboard-wedge.js';

type ScanListener = (code: string) => void;
const scanListeners: ScanListener[] = [];
let pendingScan: KeyResult['pendingScan'];
let isListening = false;

const deliverScan = (code: string): void => scanListeners.at(-1)?.(code);

/**
 * Listens at `window`, before any element: a scan types nothing and presses nothing, whatever has the focus (T16, T18).
 */
function onKey(event: KeyboardEvent): void {
  const result = feedKey(pendingScan, { code: event.code, shift: event.shiftKey, at: event.timeStamp });
  pendingScan = result.pendingScan;
  if (!result.consumed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (result.scannedCode !== undefined) deliverScan(result.scannedCode);
}

function onKeyUp(event: KeyboardEvent): void {
  if (pendingScan !== undefined) event.stopImmediatePropagation();
}

/**
 * The last listener gets the scan: a sheet over a step takes it from the step. A fallback gets it when there is no
 * other.
 */
export function useScan(onScan: ScanListener, fallback = false): void {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  });
  useEffect(() => {
    if (!isListening) {
      isListening = true;
      window.addEventListener('keydown', onKey, { capture: true });
      window.addEventListener('keyup', onKeyUp, { capture: true });
    }
    const listener: ScanListener = (code) => latest.current(code);
    if (fallback) scanListeners.unshift(listener);
    else scanListeners.push(listener);
    return () => void scanListeners.splice(scanListeners.indexOf(listener), 1);
  }, [fallback]);
}

/** For training labels: delivers a code as a scanner would. */
export const simulateScan = deliverScan;
