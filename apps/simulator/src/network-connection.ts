import type { DeviceOpcUaServer } from './device-opcua-server.js';

/** The network connection of the device: cut and restored on request, one after the other. */
export class NetworkConnection {
  readonly #opcUaServer: DeviceOpcUaServer;
  #pending: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  isCut = false;

  constructor(opcUaServer: DeviceOpcUaServer) {
    this.#opcUaServer = opcUaServer;
  }

  set(cut: boolean, seconds: number | undefined, keepSessions: boolean): void {
    clearTimeout(this.#timer);
    if (cut !== this.isCut) {
      this.isCut = cut;
      this.#pending = this.#pending.then(() =>
        cut ? this.#opcUaServer.disconnectClients(keepSessions) : this.#opcUaServer.acceptClients(),
      );
    }
    if (cut && seconds !== undefined) {
      this.#timer = setTimeout(() => {
        this.set(false, undefined, false);
      }, seconds * 1_000);
    }
  }
}
