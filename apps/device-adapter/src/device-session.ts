import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  AttributeIds,
  ClientMonitoredItemGroup,
  DataChangeFilter,
  DataChangeTrigger,
  DeadbandType,
  HistoryData,
  HistoryReadRequest,
  makeBrowsePath,
  MessageSecurityMode,
  OPCUAClient,
  ReadRawModifiedDetails,
  SecurityPolicy,
  StatusCodes,
  TimestampsToReturn,
  UserTokenType,
  type ClientMonitoredItemBase,
  type ClientSession,
  type ClientSubscription,
  type DataValue,
  type NodeId,
  type UserIdentityInfo,
} from 'node-opcua';
import type { Logger } from 'pino';
import type { MappedSignal, PathElement } from '@autolog/domain/device/mapping';
import type { ApplicationCertificates } from '@autolog/opcua/application-certificates';
import { pinEndpoint } from './allow-list.js';
import type { DeviceConfig } from './config.js';

const CONNECT_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 10_000;
const CLOSE_TIMEOUT_MS = 2_000;
const SESSION_TIMEOUT_MS = 60_000;
const PUBLISHING_MS = 500;
/**
 * A keep-alive comes after six intervals without data. After three missing ones, nine seconds, a new session is made.
 */
const KEEP_ALIVE_COUNT = 6;
const KEEP_ALIVES_MISSED_MAX = 3;
/** After the device has lost contact it keeps our subscription for this long, and fills its queues. */
const OUTAGE_COVERED_MS = 10 * 60_000;
const QUEUE_MIN = 1_000;
const NOTIFICATIONS_PER_PUBLISH_MAX = 5_000;
/** The largest message accepted, so that a hostile or broken server cannot exhaust our memory. */
const MESSAGE_BYTES_MAX = 8 * 2 ** 20;
const RECONNECT_FIRST_MS = 500;
const RECONNECT_LONGEST_MS = 4_000;
const SERVER_CURRENT_TIME = 'ns=0;i=2258';

export type SessionListener = Readonly<{
  valuesReceived: (given: readonly Readonly<{ signal: string; value: DataValue }>[]) => void;
  /** Contact is lost; node-opcua tries to restore it. */
  contactInterrupted: () => void;
  contactRestored: () => void;
  /** The session has ended and another one is needed. `reason` is that of the gap record. */
  sessionEnded: (reason: 'connection_lost' | 'subscription_recreated', why: string) => void;
}>;

/** One secured OPC UA session, with one subscription to every signal of the mapping. */
export class DeviceSession {
  readonly #client: OPCUAClient;
  readonly #log: Logger;
  readonly #listener: SessionListener;
  readonly #nodes = new Map<string, NodeId>();
  #session: ClientSession | undefined;
  #clockNode: NodeId | string = SERVER_CURRENT_TIME;
  #lastHeardMs = Date.now();
  #watchdog: NodeJS.Timeout | undefined;
  #ended = false;
  #pending: { signal: string; value: DataValue }[] = [];

  private constructor(client: OPCUAClient, listener: SessionListener, log: Logger) {
    this.#client = client;
    this.#listener = listener;
    this.#log = log;
  }

  /** Connects, resolves the mapping and subscribes. Throws with the reason when any of these fails. */
  static async open(
    config: DeviceConfig,
    certificates: ApplicationCertificates,
    listener: SessionListener,
    log: Logger,
  ): Promise<DeviceSession> {
    const { url, literal } = await pinEndpoint(config.endpoint);
    await certificates.trustNew();
    const client = OPCUAClient.create({
      applicationName: 'Autolog device adapter',
      applicationUri: certificates.applicationUri,
      clientName: `Autolog device adapter ${config.code}`,
      clientCertificateManager: certificates.manager,
      certificateFile: certificates.certificateFile,
      privateKeyFile: certificates.privateKeyFile,
      // Always stated: by default node-opcua uses no security and accepts any certificate.
      securityMode: MessageSecurityMode.SignAndEncrypt,
      securityPolicy: SecurityPolicy[config.securityPolicy],
      // The server's own list must contain the address we connect to, unless it was resolved from a name: the list has
      // the name.
      endpointMustExist: literal,
      keepSessionAlive: true,
      requestedSessionTimeout: SESSION_TIMEOUT_MS,
      transportTimeout: REQUEST_TIMEOUT_MS,
      connectionStrategy: {
        maxRetry: 1,
        initialDelay: RECONNECT_FIRST_MS,
        maxDelay: RECONNECT_LONGEST_MS,
        randomisationFactor: 0.5,
      },
      transportSettings: { maxMessageSize: MESSAGE_BYTES_MAX, maxChunkCount: 1_000 },
    });
    const session = new DeviceSession(client, listener, log);
    try {
      await withTimeout(CONNECT_TIMEOUT_MS, client.connect(url), 'connecting');
      checkServerCertificate(client, config, log);
      await session.#start(config);
      return session;
    } catch (fault) {
      await session.close();
      throw fault;
    }
  }

  /** Signals of the mapping that the device does not have. */
  missingSignals(signals: readonly MappedSignal[]): readonly string[] {
    return signals.map(({ signal }) => signal).filter((signal) => !this.#nodes.has(signal));
  }

  /** The time of the device's clock, in milliseconds since 1970; undefined when it gives none. */
  async readClock(): Promise<number | undefined> {
    const value = await this.#session?.read({ nodeId: this.#clockNode, attributeId: AttributeIds.Value });
    const time: unknown = value?.statusCode.isGood() === true ? value.value.value : undefined;
    return time instanceof Date ? time.getTime() : undefined;
  }

  /** One page of a signal's history; undefined when the device has no history. Throws while contact is lost. */
  async readHistory(signal: string, fromMs: number, toMs: number, max: number): Promise<DataValue[] | undefined> {
    const nodeId = this.#nodes.get(signal);
    if (!nodeId || !this.#session) return undefined;
    const details = (releaseContinuationPoints: boolean, continuationPoint?: Buffer): HistoryReadRequest =>
      new HistoryReadRequest({
        historyReadDetails: new ReadRawModifiedDetails({
          isReadModified: false,
          startTime: new Date(fromMs),
          endTime: new Date(toMs),
          numValuesPerNode: max,
          returnBounds: false,
        }),
        timestampsToReturn: TimestampsToReturn.Both,
        releaseContinuationPoints,
        nodesToRead: [{ nodeId, ...(continuationPoint ? { continuationPoint } : {}) }],
      });
    const reply = await withTimeout(REQUEST_TIMEOUT_MS, this.#session.historyRead(details(false)), 'reading history');
    const result = reply.results?.[0];
    if (!result) return undefined;
    // The history is paged by time: the device need not keep anything for a next page.
    const point = result.continuationPoint as Buffer | null;
    if (point && point.length > 0) await this.#session.historyRead(details(true, point));
    if (result.statusCode.isNotGood()) return undefined;
    return result.historyData instanceof HistoryData ? (result.historyData.dataValues ?? []) : [];
  }

  async close(): Promise<void> {
    this.#flush();
    this.#ended = true;
    clearInterval(this.#watchdog);
    await withTimeout(CLOSE_TIMEOUT_MS, this.#session?.close(true) ?? Promise.resolve(), 'closing').catch(
      () => undefined,
    );
    await withTimeout(CLOSE_TIMEOUT_MS, this.#client.disconnect(), 'disconnecting').catch(() => undefined);
  }

  async #start(config: DeviceConfig): Promise<void> {
    this.#session = await withTimeout(
      CONNECT_TIMEOUT_MS,
      this.#client.createSession(userIdentity(config)),
      'a session',
    );
    await this.#resolveNodes(config);
    const subscription = await withTimeout(
      REQUEST_TIMEOUT_MS,
      this.#session.createSubscription2({
        requestedPublishingInterval: PUBLISHING_MS,
        requestedMaxKeepAliveCount: KEEP_ALIVE_COUNT,
        requestedLifetimeCount: OUTAGE_COVERED_MS / PUBLISHING_MS,
        maxNotificationsPerPublish: NOTIFICATIONS_PER_PUBLISH_MAX,
        publishingEnabled: true,
        priority: 1,
      }),
      'a subscription',
    );
    this.#watchConnection(this.#session, subscription);
    const { publishingInterval, lifetimeCount, maxKeepAliveCount } = subscription;
    this.#log.info({ publishingInterval, lifetimeCount, maxKeepAliveCount }, 'subscription, as revised by the device');
    // A sampled signal is sent for each new source time, even with the same value. Other signals are sent on change
    // only.
    const signals = config.mapping.signals.filter(({ signal }) => this.#nodes.has(signal));
    await this.#monitor(subscription, signals.filter(isSampled), DataChangeTrigger.StatusValueTimestamp);
    await this.#monitor(
      subscription,
      signals.filter((one) => !isSampled(one)),
      DataChangeTrigger.StatusValue,
    );
  }

  async #resolveNodes(config: DeviceConfig): Promise<void> {
    const session = this.#session;
    if (!session) throw new Error('there is no session');
    const namespaces = await withTimeout(REQUEST_TIMEOUT_MS, session.readNamespaceArray(), 'reading namespaces');
    const { clock, signals } = config.mapping;
    const paths = [...signals.map(({ path }) => path), ...(clock ? [clock] : [])].map((path) =>
      makeBrowsePath('ObjectsFolder', relativePath(path, namespaces)),
    );
    const results = await withTimeout(REQUEST_TIMEOUT_MS, session.translateBrowsePath(paths), 'translating paths');
    results.forEach((result, n) => {
      const nodeId = result.statusCode.equals(StatusCodes.Good) ? result.targets?.[0]?.targetId : undefined;
      const signal = signals[n]?.signal;
      if (!nodeId) this.#log.error({ signal: signal ?? 'clock' }, 'the device has no node at this browse path');
      else if (signal === undefined) this.#clockNode = nodeId;
      else this.#nodes.set(signal, nodeId);
    });
    if (this.#nodes.size === 0) throw new Error('the device has none of the signals of its mapping');
  }

  async #monitor(
    subscription: ClientSubscription,
    signals: readonly MappedSignal[],
    trigger: DataChangeTrigger,
  ): Promise<void> {
    for (const [samplingInterval, signalsOfGroup] of bySampling(signals)) {
      const everyMs = samplingInterval === 0 ? 1_000 : samplingInterval;
      const group = ClientMonitoredItemGroup.create(
        subscription,
        signalsOfGroup.map(({ signal }) => ({
          nodeId: this.#nodes.get(signal) ?? '',
          attributeId: AttributeIds.Value,
        })),
        {
          samplingInterval,
          discardOldest: true,
          queueSize: Math.max(QUEUE_MIN, Math.ceil(OUTAGE_COVERED_MS / everyMs)),
          filter: new DataChangeFilter({ trigger, deadbandType: DeadbandType.None, deadbandValue: 0 }),
        },
        TimestampsToReturn.Both,
      );
      group.on('changed', (_item: ClientMonitoredItemBase, value: DataValue, index: number) => {
        const signal = signalsOfGroup[index]?.signal;
        if (signal !== undefined) this.#enqueue(signal, value);
      });
      await withTimeout(
        REQUEST_TIMEOUT_MS,
        new Promise<void>((resolve, reject) => {
          group.once('initialized', resolve);
          group.once('err', (message: string) => {
            reject(new Error(message));
          });
        }),
        'monitoring',
      );
      this.#logQueues(group, signalsOfGroup, everyMs);
    }
  }

  /**
   * A device may revise the queue size it was asked for. The revised size decides how long an outage its queue covers.
   */
  #logQueues(group: ClientMonitoredItemGroup, signals: readonly MappedSignal[], everyMs: number): void {
    const queues = group.monitoredItems.map((item, n) => {
      const queue = item.result?.revisedQueueSize ?? 0;
      const everyRevisedMs = item.result?.revisedSamplingInterval ?? 0;
      const coverageSeconds = (queue * Math.max(everyRevisedMs, everyMs)) / 1_000;
      return { signal: signals[n]?.signal, queue, everyRevisedMs, coverageSeconds };
    });
    const short = queues.filter(({ coverageSeconds }) => coverageSeconds * 1_000 < OUTAGE_COVERED_MS);
    this.#log.info({ items: queues.length, ...queues[0] }, 'queues, as revised by the device; the first one is shown');
    if (short.length > 0)
      this.#log.warn({ short }, 'queues shorter than ten minutes; a longer outage must be filled from history');
  }

  #enqueue(signal: string, value: DataValue): void {
    // Values that arrive after the session has ended are sent again in the next one.
    if (this.#ended) return;
    this.#lastHeardMs = Date.now();
    // All values of one delivery are stored in one transaction.
    if (this.#pending.push({ signal, value }) === 1)
      setImmediate(() => {
        this.#flush();
      });
  }

  #flush(): void {
    const given = this.#pending;
    this.#pending = [];
    if (given.length > 0) this.#listener.valuesReceived(given);
  }

  #watchConnection(session: ClientSession, subscription: ClientSubscription): void {
    const { subscriptionId } = subscription;
    const sessionId = session.sessionId.toString();
    const endSession = (reason: 'connection_lost' | 'subscription_recreated', why: string): void => {
      if (this.#ended) return;
      this.#ended = true;
      this.#flush();
      this.#listener.sessionEnded(reason, why);
    };
    let lostAtMs: number | undefined;
    this.#client.on('connection_lost', () => {
      lostAtMs ??= Date.now();
      if (this.#ended) return;
      this.#flush();
      this.#listener.contactInterrupted();
    });
    this.#client.on('connection_reestablished', () => {
      lostAtMs = undefined;
      this.#lastHeardMs = Date.now();
      // node-opcua replaces a lost subscription without an event. Node ids may have changed with it.
      if (subscription.subscriptionId !== subscriptionId || session.sessionId.toString() !== sessionId) {
        endSession('subscription_recreated', 'the device made a new subscription');
      } else if (!this.#ended) {
        this.#listener.contactRestored();
      }
    });
    this.#client.on('close', () => {
      endSession('connection_lost', 'the connection was closed');
    });
    session.on('session_closed', () => {
      endSession('connection_lost', 'the session was closed');
    });
    subscription.on('terminated', () => {
      endSession('subscription_recreated', 'the subscription ended');
    });
    subscription.on('keepalive', () => {
      this.#lastHeardMs = Date.now();
    });
    subscription.on('received_notifications', () => {
      this.#lastHeardMs = Date.now();
    });
    const silentMs = KEEP_ALIVES_MISSED_MAX * subscription.maxKeepAliveCount * subscription.publishingInterval;
    this.#watchdog = setInterval(() => {
      const now = Date.now();
      if (lostAtMs === undefined && now - this.#lastHeardMs > silentMs) endSession('connection_lost', 'no keep-alive');
      if (lostAtMs !== undefined && now - lostAtMs > OUTAGE_COVERED_MS)
        endSession('connection_lost', 'no contact for too long');
    }, PUBLISHING_MS);
  }
}

const isSampled = ({ everySeconds }: MappedSignal): boolean => everySeconds !== undefined;

/**
 * The sampling interval to request: that of the mapping; 0, meaning every value, for simulated time and for signals
 * sent on change.
 */
function bySampling(signals: readonly MappedSignal[]): Map<number, MappedSignal[]> {
  return Map.groupBy(signals, ({ everySeconds, everySecondsFast }) =>
    everySeconds === undefined || everySecondsFast !== undefined ? 0 : everySeconds * 1_000,
  );
}

function relativePath(path: readonly PathElement[], namespaces: readonly string[]): string {
  return path
    .map(({ namespaceUri, name }) => {
      const index = namespaces.indexOf(namespaceUri);
      // The namespace is unknown. With an index that does not exist, the path is reported as not found.
      return `/${index < 0 ? 65_535 : index}:${name.replaceAll(/[&/.<>:#!]/g, (sign) => `&${sign}`)}`;
    })
    .join('');
}

function userIdentity({ user }: DeviceConfig): UserIdentityInfo {
  if (!user) return { type: UserTokenType.Anonymous };
  const password = readFileSync(user.passwordFile, 'utf8').trim();
  return { type: UserTokenType.UserName, userName: user.name, password };
}

const EXPIRY_WARNED_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * node-opcua has checked that the certificate is trusted. This checks that it is this device's, and warns before it
 * expires.
 */
function checkServerCertificate(client: OPCUAClient, config: DeviceConfig, log: Logger): void {
  const given = client.serverCertificate;
  const certificate = new X509Certificate((Array.isArray(given) ? given[0] : given) ?? Buffer.alloc(0));
  if (config.serverUri !== undefined && certificate.subjectAltName?.includes(`URI:${config.serverUri}`) !== true) {
    throw new Error(`the server's certificate is not that of ${config.serverUri}`);
  }
  const days = Math.floor((Date.parse(certificate.validTo) - Date.now()) / DAY_MS);
  if (days <= EXPIRY_WARNED_DAYS) log.error({ days }, "the device's certificate expires soon");
}

async function withTimeout<T>(ms: number, work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what} took longer than ${ms / 1_000} s`));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
