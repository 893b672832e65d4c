import type { OpcUaFace } from './opcua.js';

/** The cable between device and plant network: pulled and put back on request, one after the other. */
export class Network {
  readonly #face: OpcUaFace;
  #work: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  isCut = false;

  constructor(face: OpcUaFace) {
    this.#face = face;
  }

  set(cut: boolean, seconds: number | undefined, keepSessions: boolean): void {
    clearTimeout(this.#timer);
    if (cut !== this.isCut) {
      this.isCut = cut;
      this.#work = this.#work.then(() => (cut ? this.#face.cut(keepSessions) : this.#face.restore()));
    }
    if (cut && seconds !== undefined) {
      this.#timer = setTimeout(() => {
        this.set(false, undefined, false);
      }, seconds * 1_000);
    }
  }
}
