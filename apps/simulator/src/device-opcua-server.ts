import { readFileSync } from 'node:fs';
import {
  DataType,
  DataValue,
  MessageSecurityMode,
  nodesets,
  OPCUAServer,
  SecurityPolicy,
  StatusCodes,
  Variant,
  type AddressSpace,
  type IVariableHistorian,
  type UAVariable,
} from 'node-opcua';
import { SIGNALS, type SignalName } from '@autolog/domain/device/signal';
import type { ApplicationCertificates } from '@autolog/opcua/application-certificates';
import { SECURITY_POLICIES } from '@autolog/opcua/security-policies';
import { SignalHistory } from './signal-history.js';
import { buildAddressSpace, type SignalNode } from './address-space.js';
import type { SimulatedReading, SignalValue } from './cell-processor.js';

/** Twelve days of a number at one value every ten seconds, in 1.7 MB. */
const NUMBERS_KEPT_MAX = 105_000;
const TEXTS_KEPT_MAX = 5_000;
/** A long history is returned in pages; the client asks for the next one from the last time it got. */
const HISTORY_PAGE_MAX = 2_000;

/** The device's OPC UA server: secured endpoints, the LADS nodes, and their history. */
export class DeviceOpcUaServer {
  readonly #server: OPCUAServer;
  readonly #nodes: ReadonlyMap<SignalName, SignalNode>;
  readonly #histories = new Map<SignalName, SignalHistory>();
  /** Added to every time the device gives, to simulate a wrong clock. */
  clockSkewMs = 0;
  historyAvailable = true;

  private constructor(server: OPCUAServer, addressSpace: AddressSpace, nowMs: () => number) {
    this.#server = server;
    this.#nodes = buildAddressSpace(addressSpace, () => nowMs() + this.clockSkewMs);
    for (const [signal, node] of this.#nodes) this.#addHistory(signal, node);
  }

  static async open(options: {
    port: number;
    certificates: ApplicationCertificates;
    nowMs: () => number;
    userFile?: string;
  }): Promise<DeviceOpcUaServer> {
    const server = new OPCUAServer({
      host: '127.0.0.1',
      hostname: '127.0.0.1',
      port: options.port,
      serverInfo: { applicationUri: options.certificates.applicationUri, productUri: 'urn:autolog' },
      serverCertificateManager: options.certificates.manager,
      certificateFile: options.certificates.certificateFile,
      privateKeyFile: options.certificates.privateKeyFile,
      securityModes: [MessageSecurityMode.SignAndEncrypt],
      securityPolicies: SECURITY_POLICIES.map((name) => SecurityPolicy[name]),
      allowAnonymous: options.userFile === undefined,
      ...(options.userFile === undefined ? {} : { userManager: usersOf(options.userFile) }),
      nodeset_filename: [nodesets.standard, nodesets.di, nodesets.ia, nodesets.machinery, nodesets.amb, nodesets.lads],
      // Zero: every value is sent as it is written; a burst is not reduced to one value.
      serverCapabilities: { minSupportedSampleRate: 0, maxSessions: 10 },
    });
    await server.initialize();
    const addressSpace = server.engine.addressSpace;
    if (!addressSpace) throw new Error('the OPC UA server has no address space');
    return new DeviceOpcUaServer(server, addressSpace, options.nowMs);
  }

  async start(): Promise<void> {
    await this.#server.start();
  }

  async stop(): Promise<void> {
    await this.#server.shutdown(100);
  }

  /** Sends one value to every client and adds it to the history. */
  publish(reading: SimulatedReading): void {
    const node = this.#nodes.get(reading.signal);
    if (!node) return;
    const atMs = reading.atMs + this.clockSkewMs;
    this.#histories.get(reading.signal)?.push(atMs, reading.value);
    node.variable.setValueFromSource(variantOf(node.type, reading.value), StatusCodes.Good, new Date(atMs));
  }

  /**
   * Disconnects every client and accepts none. With `keepSessions` only the sockets close, as when a cable is pulled.
   */
  async disconnectClients(keepSessions: boolean): Promise<void> {
    for (const endpoint of this.#server.endpoints) {
      endpoint.abruptlyInterruptChannels();
      await new Promise<void>((resolve) => {
        endpoint.suspendConnection(() => {
          resolve();
        });
      });
    }
    if (keepSessions) return;
    for (const session of this.#server.engine.getSessions()) {
      await Promise.resolve(this.#server.engine.closeSession(session.authenticationToken, true, 'Forcing'));
    }
  }

  async acceptClients(): Promise<void> {
    for (const endpoint of this.#server.endpoints) {
      await new Promise<void>((resolve, reject) => {
        endpoint.restoreConnection((fault) => {
          if (fault) reject(fault);
          else resolve();
        });
      });
    }
  }

  #addHistory(signal: SignalName, node: SignalNode): void {
    const kind = SIGNALS[signal].kind === 'number' ? 'number' : 'text';
    const history = new SignalHistory(kind, kind === 'number' ? NUMBERS_KEPT_MAX : TEXTS_KEPT_MAX);
    this.#histories.set(signal, history);
    const historian: IVariableHistorian = {
      // What `give` wrote is kept already.
      push: () => Promise.resolve(),
      extractDataValues: (details, _max, _reversed, _reverse, callback) => {
        if (!this.historyAvailable) {
          callback(new Error('the history of this device is not available'));
          return;
        }
        const from = details.startTime?.getTime() ?? -Infinity;
        const to = details.endTime?.getTime() ?? Infinity;
        const past = history.between(
          from,
          to,
          Math.min(details.numValuesPerNode || HISTORY_PAGE_MAX, HISTORY_PAGE_MAX),
        );
        callback(
          null,
          past.map(({ atMs, value }) => dataValueOf(node, atMs, value)),
        );
      },
    };
    installHistory(node.variable, historian);
  }
}

function installHistory(variable: UAVariable, historian: IVariableHistorian): void {
  variable.addressSpace.installHistoricalDataNode(variable, { historian });
}

const variantOf = (type: DataType, value: SignalValue): Variant =>
  new Variant({ dataType: type, value: type === DataType.LocalizedText ? { text: value, locale: 'en' } : value });

const dataValueOf = (node: SignalNode, atMs: number, value: SignalValue): DataValue =>
  new DataValue({
    value: variantOf(node.type, value),
    statusCode: StatusCodes.Good,
    sourceTimestamp: new Date(atMs),
    serverTimestamp: new Date(atMs),
  });

function usersOf(file: string): { isValidUser: (name: string, password: string) => boolean } {
  const [known, secret] = readFileSync(file, 'utf8').trim().split(/:(.*)/s);
  return { isValidUser: (name, password) => name === known && password === secret };
}
