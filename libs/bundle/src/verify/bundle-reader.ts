import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import {
  CONTAINER_BYTES_MAX,
  CONTAINER_COMMENT_BYTES,
  CONTAINER_END_BYTES,
  headerBytes,
  memberHeader,
  parseDirectory,
  parseEnd,
  type ContainerMember,
} from '../container.js';
import { sameBytes } from '@autolog/ledger/bytes';
import type { FaultCollector } from './report.js';

/** The largest file that is read into memory whole. Files of readings are never read whole. */
const IN_MEMORY_BYTES_MAX = 256 * 2 ** 20;
/** Lines of readings shrink to a tenth. A file that shrinks to less than this was made to exhaust its reader. */
const RATIO_MAX = 200;
const RATIO_UNCHECKED_BYTES = 2 ** 20;
const READ_BYTES = 2 ** 18;
const READ_BYTES_DAMAGED = 64;

/** A member after unpacking. `isIntact` is false when its size or checksum differs from the directory. */
type UnpackedMember = Readonly<{ isIntact: boolean; bytes: number; sha256: string }>;
export type MemberContent = UnpackedMember & Readonly<{ content: Buffer }>;

/** A bundle that is open for reading. Nothing in it is trusted before it is checked. */
export class BundleReader {
  readonly members: ReadonlyMap<string, ContainerMember>;

  private constructor(
    private readonly file: FileHandle,
    readonly bytes: number,
    readonly digest: string,
    members: readonly ContainerMember[],
    private readonly faults: FaultCollector,
  ) {
    this.members = new Map(members.map((member) => [member.name, member]));
  }

  /** Opens a file and reads its directory; undefined when it is not the directory of a bundle. */
  static async open(path: string, faults: FaultCollector): Promise<BundleReader | undefined> {
    const file = await open(path, 'r');
    const opened = await readContainer(file, faults).catch(async (error: unknown) => {
      await file.close();
      throw error;
    });
    if (!opened) await file.close();
    return opened && new BundleReader(file, opened.size, opened.digest, opened.members, faults);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** Unpacks a member into memory. Of a damaged one it returns what could be unpacked, to find where the damage is. */
  async content(name: string): Promise<MemberContent | undefined> {
    const member = this.members.get(name);
    if (!member) {
      this.faults.add('file', name, 'is missing');
      return undefined;
    }
    if (member.bytes > IN_MEMORY_BYTES_MAX) {
      this.faults.add(
        'file',
        name,
        `would unpack to ${String(member.bytes)} bytes; the limit is ${String(IN_MEMORY_BYTES_MAX)}`,
      );
      return undefined;
    }
    let pieces: Buffer[] = [];
    const unpacked = await this.unpack(member, () => {
      pieces = [];
      return (piece) => pieces.push(piece);
    });
    return { ...unpacked, content: Buffer.concat(pieces) };
  }

  /** Unpacks a member piece by piece. `begin` is called again when a broken member is read a second time. */
  async unpack(member: ContainerMember, begin: () => (piece: Buffer) => void): Promise<UnpackedMember> {
    const { name } = member;
    if (member.bytes > RATIO_UNCHECKED_BYTES && member.bytes > member.packed * RATIO_MAX) {
      this.faults.add(
        'file',
        name,
        `would unpack to more than ${String(RATIO_MAX)} times its packed size and was not unpacked`,
      );
      return { isIntact: false, bytes: 0, sha256: '' };
    }
    const header = Buffer.alloc(headerBytes(member));
    await this.file.read(header, 0, header.length, member.offset);
    if (!sameBytes(header, memberHeader(member))) {
      this.faults.add('container', name, 'has a header that differs from its entry in the directory');
    }
    let read = await this.#inflate(member, begin(), READ_BYTES);
    // Inflating returns nothing of the piece with the fault. Small pieces show up to where the file is good.
    if (read.broken) read = await this.#inflate(member, begin(), READ_BYTES_DAMAGED);
    const { broken, bytes, sha256, crc, consumed } = read;
    const isSame = bytes === member.bytes && crc === member.crc32;
    if (broken) this.faults.add('file', name, 'cannot be unpacked: its packed bytes were changed');
    else if (!isSame)
      this.faults.add('file', name, 'was changed: its size or checksum is not the one in the directory');
    else if (consumed !== member.packed) this.faults.add('container', name, 'has bytes after its end');
    return { isIntact: !broken && isSame, bytes, sha256 };
  }

  async #inflate(member: ContainerMember, take: (piece: Buffer) => void, pieceBytes: number): Promise<InflatedMember> {
    const hash = createHash('sha256');
    const inflate = createInflateRaw();
    const start = member.offset + headerBytes(member);
    let [bytes, crc, broken] = [0, 0, false];
    try {
      await pipeline(
        this.#readPacked(start, member.packed, pieceBytes),
        inflate,
        async (pieces: AsyncIterable<Buffer>) => {
          for await (const piece of pieces) {
            bytes += piece.length;
            if (bytes > member.bytes) throw new Error('more bytes than the directory says');
            hash.update(piece);
            crc = crc32(piece, crc);
            take(piece);
          }
        },
      );
    } catch {
      broken = true;
    }
    return { broken, bytes, crc, sha256: hash.digest('hex'), consumed: inflate.bytesWritten };
  }

  async *#readPacked(start: number, length: number, pieceBytes: number): AsyncGenerator<Buffer> {
    for (let at = 0; at < length;) {
      const piece = Buffer.alloc(Math.min(pieceBytes, length - at));
      const { bytesRead } = await this.file.read(piece, 0, piece.length, start + at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  }
}

type InflatedMember = Readonly<{ broken: boolean; bytes: number; crc: number; sha256: string; consumed: number }>;
type OpenedContainer = Readonly<{ size: number; digest: string; members: readonly ContainerMember[] }>;

async function readContainer(file: FileHandle, faults: FaultCollector): Promise<OpenedContainer | undefined> {
  const { size } = await file.stat();
  const refuse = (reason: string): undefined => {
    faults.add('container', 'the file', `is not a complete bundle: ${reason}`);
    return undefined;
  };
  if (size < CONTAINER_END_BYTES) return refuse(`it has only ${String(size)} bytes`);
  if (size > CONTAINER_BYTES_MAX) return refuse('it is larger than a bundle can be');
  const end = await readRange(file, size - CONTAINER_END_BYTES, CONTAINER_END_BYTES);
  const found = parseEnd(end, size);
  if ('fault' in found) return refuse(found.fault);
  const length = found.directoryBytes + CONTAINER_END_BYTES - CONTAINER_COMMENT_BYTES;
  const members = parseDirectory(await readRange(file, found.directory, length), found);
  if ('fault' in members) return refuse(members.fault);
  const digest = await digestOf(file, size - CONTAINER_COMMENT_BYTES);
  if (digest !== found.digest) {
    faults.add(
      'container',
      'the file',
      'was changed after it was written: its bytes do not have the digest at its end',
    );
  }
  return { size, digest, members };
}

async function readRange(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  return bytes.subarray(0, bytesRead);
}

async function digestOf(file: FileHandle, length: number): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < length; at += READ_BYTES)
    hash.update(await readRange(file, at, Math.min(READ_BYTES, length - at)));
  return hash.digest('hex');
}
