import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { pino } from 'pino';
import { EXIT_CONFIG } from '@autolog/settings/settings';
import { readConfig } from './config.js';

const log = pino();
const CLOCK_WAIT_MS = 3_000;
const TRUST_EVERY_MS = 1_000;
const APPLICATION_URI = 'urn:autolog:simulator';

// Reading the nodesets leaves much garbage. Without these flags the heap stays four times as large as what it uses.
setFlagsFromString('--max-semi-space-size=4');
setFlagsFromString('--optimize-for-size');

const read = readConfig();
if ('faults' in read) {
  log.fatal({ faults: read.faults }, 'the simulator cannot start: its settings are wrong');
  process.exit(EXIT_CONFIG);
}
const { config } = read;
mkdirSync(config.dir, { recursive: true, mode: 0o700 });

// After the settings, so that a wrong setting is reported at once: node-opcua takes a while to load.
const [
  { logOpcUa },
  { ApplicationCertificates },
  { DeviceOpcUaServer },
  { SimulatedDevice },
  { NetworkConnection },
  { SiteClockPoller },
  { openControlPort },
] = await Promise.all([
  import('@autolog/opcua/log-opcua'),
  import('@autolog/opcua/application-certificates'),
  import('./device-opcua-server.js'),
  import('./simulated-device.js'),
  import('./network-connection.js'),
  import('@autolog/opcua/site-clock-poller'),
  import('./control-port.js'),
]);

logOpcUa(log, { warning: 'warn', error: 'error' });

const site = new SiteClockPoller({ serverUrl: config.serverUrl, tokenFile: config.tokenFile });
const certificates = await ApplicationCertificates.open({
  dir: config.dir,
  trustFiles: config.trustFiles,
  applicationUri: APPLICATION_URI,
  commonName: 'Autolog simulator',
});
const [opcUaServer] = await Promise.all([
  DeviceOpcUaServer.open({
    port: config.port,
    certificates,
    nowMs: () => site.now(),
    ...(config.userFile === undefined ? {} : { userFile: config.userFile }),
  }),
  site.start(CLOCK_WAIT_MS),
]);
const device = new SimulatedDevice({
  site,
  opcUaServer,
  serial: config.serial,
  seed: config.seed,
  memoryFile: join(config.dir, 'memory.json'),
});
await opcUaServer.start();
device.start();
const control = await openControlPort(config.controlPort, {
  device,
  opcUaServer,
  network: new NetworkConnection(opcUaServer),
  site,
});
const trusting = setInterval(() => {
  certificates.trustNew().then(
    (added) => {
      if (added > 0) log.info({ added }, 'client certificates trusted');
    },
    (fault: unknown) => {
      log.error({ fault: String(fault) }, 'a certificate in the trusted folder cannot be read');
    },
  );
}, TRUST_EVERY_MS);
log.info(
  { port: config.port, control: config.controlPort, siteClock: site.isKnown ? 'server' : 'own', rate: site.rate },
  'ready',
);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  clearInterval(trusting);
  device.stop();
  site.stop();
  control.close();
  control.closeAllConnections();
  setTimeout(() => process.exit(0), 3_000).unref();
  await opcUaServer.stop();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
