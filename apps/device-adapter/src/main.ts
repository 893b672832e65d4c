import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { EXIT_CONFIG } from '@autolog/settings/settings';
import { readConfig } from './config.js';

const STOP_MS_MAX = 4_500;
const APPLICATION_URI = 'urn:autolog:device-adapter';

const log = pino();
const read = readConfig();
if ('faults' in read) {
  log.fatal({ faults: read.faults }, 'the device adapter cannot start: its settings are wrong');
  process.exit(EXIT_CONFIG);
}
const { config } = read;
mkdirSync(config.dir, { recursive: true, mode: 0o700 });

// After the settings, so that a wrong setting is reported at once: node-opcua takes a while to load.
const [{ logOpcUa }, { ApplicationCertificates }, { DeviceMonitor }, { SiteTime }, { Spool }, { Uplink }] =
  await Promise.all([
    import('@autolog/opcua/log-opcua'),
    import('@autolog/opcua/application-certificates'),
    import('./device-monitor.js'),
    import('./site-time.js'),
    import('./spool.js'),
    import('./uplink.js'),
  ]);
logOpcUa(log, { warning: 'debug', error: 'warn' });

const spool = new Spool(join(config.dir, 'spool.sqlite'), config.spoolBytesMax);
const site = new SiteTime({
  serverUrl: config.serverUrl,
  tokenFile: config.tokenFile,
  saved: spool.meta('site_clock'),
  save: (text) => {
    spool.setMeta('site_clock', text);
  },
});
const certificates = await ApplicationCertificates.open({
  dir: config.dir,
  trustFiles: config.trustFiles,
  applicationUri: APPLICATION_URI,
  commonName: 'Autolog device adapter',
});
const uplink = new Uplink({ spool, serverUrl: config.serverUrl, tokenFile: config.tokenFile, log });
const devices = config.devices.map((device) => new DeviceMonitor({ config: device, spool, site, certificates, log }));

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), STOP_MS_MAX).unref();
  site.stop();
  uplink.stop();
  await Promise.all(devices.map((device) => device.stop()));
  spool.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

await site.start();
log.info({ epoch: spool.epoch, devices: config.devices.map(({ code }) => code), full: spool.fullness }, 'ready');
await Promise.all([uplink.run(), ...devices.map((device) => device.run())]);
