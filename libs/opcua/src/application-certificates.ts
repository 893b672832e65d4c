import { X509Certificate } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OPCUACertificateManager } from 'node-opcua';

export const APPLICATION_URI = 'urn:autolog:device-adapter';
const VALID_DAYS = 3_650;
const STATUS_TRUSTED = 'Good';

/**
 * The adapter's own key and certificate store, shared with no other program. Unknown servers are refused; those in `<dir>/trusted/*.pem` and in
 * the given files are trusted, and looked for again each time `trust` is called, since they may appear later.
 */
export class ApplicationCertificates {
  readonly manager: OPCUACertificateManager;
  readonly certificateFile: string;
  readonly privateKeyFile: string;
  readonly #trustedDir: string;
  readonly #trustFiles: readonly string[];

  private constructor(dir: string, trustFiles: readonly string[]) {
    const rootFolder = join(dir, 'pki');
    this.manager = new OPCUACertificateManager({
      rootFolder,
      automaticallyAcceptUnknownCertificate: false,
      disableFileWatchers: true,
    });
    this.certificateFile = join(rootFolder, 'own/certs/certificate.pem');
    this.privateKeyFile = join(rootFolder, 'own/private/private_key.pem');
    this.#trustedDir = join(dir, 'trusted');
    this.#trustFiles = trustFiles;
  }

  static async open(dir: string, trustFiles: readonly string[]): Promise<ApplicationCertificates> {
    const store = new ApplicationCertificates(dir, trustFiles);
    mkdirSync(store.#trustedDir, { recursive: true });
    await store.manager.initialize();
    if (!existsSync(store.certificateFile)) {
      await store.manager.createSelfSignedCertificate({
        applicationUri: APPLICATION_URI,
        dns: ['localhost', hostname()],
        ip: ['127.0.0.1'],
        outputFile: store.certificateFile,
        subject: '/CN=Autolog device adapter',
        startDate: new Date(),
        validity: VALID_DAYS,
      });
    }
    copyFileSync(store.certificateFile, join(dir, 'own.pem'));
    await store.trustNew();
    return store;
  }

  /** Trusts what lies in the trusted folder and files now; returns how many are new. */
  async trustNew(): Promise<number> {
    const inFolder = readdirSync(this.#trustedDir)
      .filter((name) => name.endsWith('.pem'))
      .map((name) => join(this.#trustedDir, name));
    let added = 0;
    for (const file of [...inFolder, ...this.#trustFiles]) {
      if (!existsSync(file)) continue;
      const certificate = new X509Certificate(readFileSync(file));
      // Asked, not remembered: a connection that is judged at this moment puts the certificate back among the rejected.
      if ((await this.manager.isCertificateTrusted(certificate.raw)) === STATUS_TRUSTED) continue;
      await this.manager.trustCertificate(certificate.raw);
      added += 1;
    }
    return added;
  }
}
