import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import {
  commentOf,
  CONTAINER_BYTES_MAX,
  directoryOf,
  headerBytes,
  memberHeader,
  UNPACKED_BYTES_MAX,
  type ContainerMember,
} from '../container.js';
import type { MemberDigest } from '../format.js';

/** More than a bundle can hold, or its reader would unpack. */
export class BundleTooLarge extends Error {}

const FILE_MODE = 0o600;

/** Writes the container of a bundle, one member after the other; what is streamed in never lies in memory whole. */
export class BundleWriter {
  readonly #members: ContainerMember[] = [];
  #end = 0;
  #unpacked = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async create(path: string): Promise<BundleWriter> {
    return new BundleWriter(path, await open(path, 'wx+', FILE_MODE));
  }

  /** Adds a member whose bytes `fill` writes, and answers what they were. */
  async add(name: string, fill: (member: MemberWriter) => Promise<void>): Promise<MemberDigest> {
    const offset = this.#end;
    const sink = new MemberWriter(this.file, offset + headerBytes({ name }), UNPACKED_BYTES_MAX - this.#unpacked);
    try {
      await fill(sink);
    } finally {
      await sink.end();
    }
    const { crc, packed, bytes, sha256 } = sink;
    const member = { name, crc32: crc, packed, bytes, offset };
    const header = memberHeader(member);
    await this.file.write(header, 0, header.length, offset);
    this.#members.push(member);
    this.#end = offset + header.length + packed;
    this.#unpacked += bytes;
    if (this.#end > CONTAINER_BYTES_MAX) throw new BundleTooLarge();
    return { name, bytes, sha256 };
  }

  put(name: string, content: Uint8Array): Promise<MemberDigest> {
    return this.add(name, (member) => member.write(content));
  }

  /** Closes the container with its directory and the digest of everything before the digest. */
  async finish(): Promise<void> {
    const directory = directoryOf(this.#members);
    await this.file.write(directory, 0, directory.length, this.#end);
    const hash = createHash('sha256');
    for await (const bytes of createReadStream(this.path)) hash.update(bytes as Buffer);
    const comment = commentOf(hash.digest('hex'));
    await this.file.write(comment, 0, comment.length, this.#end + directory.length);
    await this.file.sync();
    await this.file.close();
  }

  /** Lets go of the file as it is. */
  async close(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }
}

/** One member while it is written: packed, counted and hashed as it comes. */
export class MemberWriter {
  readonly #deflate: DeflateRaw = createDeflateRaw();
  readonly #hash: Hash = createHash('sha256');
  readonly #written: Promise<void>;
  #sha256 = '';
  crc = 0;
  bytes = 0;
  packed = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly start: number,
    private readonly bytesMax: number,
  ) {
    this.#written = this.#writePacked();
    // Whoever writes or ends hears of it; until then a full disk is nobody's unhandled rejection.
    this.#written.catch(() => undefined);
  }

  get sha256(): string {
    return this.#sha256;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.bytes += bytes.length;
    if (this.bytes > this.bytesMax) throw new BundleTooLarge();
    this.#hash.update(bytes);
    this.crc = crc32(bytes, this.crc);
    if (!this.#deflate.write(bytes)) await Promise.race([once(this.#deflate, 'drain'), this.#written]);
  }

  async end(): Promise<void> {
    this.#deflate.end();
    await this.#written;
    this.#sha256 = this.#hash.digest('hex');
  }

  async #writePacked(): Promise<void> {
    for await (const piece of this.#deflate) {
      const bytes = piece as Buffer;
      await this.file.write(bytes, 0, bytes.length, this.start + this.packed);
      this.packed += bytes.length;
    }
  }
}
