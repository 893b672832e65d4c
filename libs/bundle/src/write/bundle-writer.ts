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

/** The record is larger than a bundle can be, or than a reader would unpack. */
export class BundleTooLarge extends Error {}

const FILE_MODE = 0o600;

/** Writes the container of a bundle, one member after the other. A streamed member is never whole in memory. */
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

  /** Adds a member whose bytes `fill` writes, and returns their digest. */
  async add(name: string, fill: (member: MemberWriter) => Promise<void>): Promise<MemberDigest> {
    const offset = this.#end;
    const writer = new MemberWriter(this.file, offset + headerBytes({ name }), UNPACKED_BYTES_MAX - this.#unpacked);
    try {
      await fill(writer);
    } finally {
      await writer.end();
    }
    const { crc, packed, bytes, sha256 } = writer;
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

  /** Writes the directory and the digest of all bytes before the comment, and closes the file. */
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

  /** Closes the file as it is, finished or not. */
  async close(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }
}

/** Packs, counts and hashes one member while it is written. */
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
    // `write` and `end` report a failure. Until then it must not count as an unhandled rejection.
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
