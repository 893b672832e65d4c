import { X509Certificate } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OPCUACertificateManager } from 'node-opcua';

const VALID_DAYS = 3_650;
const STATUS_TRUSTED = 'Good';

type CertificateOptions = Readonly<{
  dir: string;
  /** Certificates to trust besides those in `<dir>/trusted`. A file may appear later. */
  trustFiles: readonly string[];
  /** The URI of this OPC UA application; its certificate carries it. */
  applicationUri: string;
  /** The common name in the subject of its certificate. */
  commonName: string;
}>;

/**
 * Key, certificate and trust list of one OPC UA application; no other program uses them. An unknown peer is refused.
 * Trusted are the certificates in `<dir>/trusted/*.pem` and in the files given; `trustNew` looks for new ones.
 */
export class ApplicationCertificates {
  readonly applicationUri: string;
  readonly manager: OPCUACertificateManager;
  readonly certificateFile: string;
  readonly privateKeyFile: string;
  readonly #trustedDir: string;
  readonly #trustFiles: readonly string[];

  private constructor({ dir, trustFiles, applicationUri }: CertificateOptions) {
    const rootFolder = join(dir, 'pki');
    this.applicationUri = applicationUri;
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

  /** Opens the store; at the first start it makes the key and a self-signed certificate. */
  static async open(options: CertificateOptions): Promise<ApplicationCertificates> {
    const certificates = new ApplicationCertificates(options);
    mkdirSync(certificates.#trustedDir, { recursive: true });
    await certificates.manager.initialize();
    if (!existsSync(certificates.certificateFile)) {
      await certificates.manager.createSelfSignedCertificate({
        applicationUri: options.applicationUri,
        dns: ['localhost', hostname()],
        ip: ['127.0.0.1'],
        outputFile: certificates.certificateFile,
        subject: `/CN=${options.commonName}`,
        startDate: new Date(),
        validity: VALID_DAYS,
      });
    }
    copyFileSync(certificates.certificateFile, join(options.dir, 'own.pem'));
    await certificates.trustNew();
    return certificates;
  }

  /** Trusts every certificate now in the trusted folder and files; returns how many were not trusted before. */
  async trustNew(): Promise<number> {
    const inFolder = readdirSync(this.#trustedDir)
      .filter((name) => name.endsWith('.pem'))
      .map((name) => join(this.#trustedDir, name));
    let added = 0;
    for (const file of [...inFolder, ...this.#trustFiles]) {
      if (!existsSync(file)) continue;
      const certificate = new X509Certificate(readFileSync(file));
      // The manager is asked each time: a connection it checks at this moment can move the certificate back to
      // rejected.
      if ((await this.manager.isCertificateTrusted(certificate.raw)) === STATUS_TRUSTED) continue;
      await this.manager.trustCertificate(certificate.raw);
      added += 1;
    }
    return added;
  }
}
