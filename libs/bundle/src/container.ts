import { concatBytes, sameBytes } from '@autolog/ledger/bytes';

/**
 * A file in the container of a bundle. The container is a zip archive in which the format prescribes every byte. A
 * reader writes again what it parsed and compares, so that no byte is left unchecked (docs/bundle-format.md).
 */
export type ContainerMember = Readonly<{
  name: string;
  crc32: number;
  /** Bytes as stored (raw deflate). */
  packed: number;
  /** Bytes after unpacking. */
  bytes: number;
  /** Where its local header begins. */
  offset: number;
}>;

const CONTAINER_FORMAT = 'autolog-bundle/1';
/** No zip64: every size and offset fits in four bytes. */
export const CONTAINER_BYTES_MAX = 2 ** 32 - 1;
export const UNPACKED_BYTES_MAX = 2 ** 32 - 1;
const MEMBERS_MAX = 1_000;
const NAME_CHARACTERS_MAX = 100;

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*(?:\/[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)?$/;
/** A name that cannot leave its folder, is not hidden, and means the same file on every system. */
export const isMemberName = (name: string): boolean => name.length <= NAME_CHARACTERS_MAX && NAME.test(name);

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const MADE_BY_UNIX = 0x0314;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
/** Always 1 January 1980: the time of packing has no meaning. */
const DATE = 0x0021;
const PLAIN_FILE = 0o100644 * 2 ** 16;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const HEX_DIGITS = 64;
const COMMENT_START = `${CONTAINER_FORMAT} sha256 `;
const COMMENT_BYTES = COMMENT_START.length + HEX_DIGITS;

/** The bytes that follow the directory of a container. */
export const CONTAINER_END_BYTES = END_BYTES + COMMENT_BYTES;
export const CONTAINER_COMMENT_BYTES = COMMENT_BYTES;
const DIRECTORY_BYTES_MAX = MEMBERS_MAX * (CENTRAL_BYTES + NAME_CHARACTERS_MAX);

export const headerBytes = ({ name }: Pick<ContainerMember, 'name'>): number => LOCAL_BYTES + name.length;

/** The local header, which comes before the packed bytes of a member. */
export function memberHeader(member: ContainerMember): Uint8Array {
  const view = new DataView(new ArrayBuffer(LOCAL_BYTES));
  view.setUint32(0, LOCAL, true);
  writeCommon(view, 4, member);
  return concatBytes(bytesOf(view), ascii(member.name));
}

/** What comes after the last member: the directory and the end record, up to the comment. */
export function directoryOf(members: readonly ContainerMember[]): Uint8Array {
  const entries = members.map((member) => {
    const view = new DataView(new ArrayBuffer(CENTRAL_BYTES));
    view.setUint32(0, CENTRAL, true);
    view.setUint16(4, MADE_BY_UNIX, true);
    writeCommon(view, 6, member);
    view.setUint32(38, PLAIN_FILE, true);
    view.setUint32(42, member.offset, true);
    return concatBytes(bytesOf(view), ascii(member.name));
  });
  const directory = concatBytes(...entries);
  const last = members.at(-1);
  const end = new DataView(new ArrayBuffer(END_BYTES));
  end.setUint32(0, END, true);
  end.setUint16(8, members.length, true);
  end.setUint16(10, members.length, true);
  end.setUint32(12, directory.length, true);
  end.setUint32(16, last ? last.offset + headerBytes(last) + last.packed : 0, true);
  end.setUint16(20, COMMENT_BYTES, true);
  return concatBytes(directory, bytesOf(end));
}

/** The comment: SHA-256, in hex, of every byte before it. */
export const commentOf = (digest: string): Uint8Array => ascii(`${COMMENT_START}${digest}`);

/** Version, flags, method, time, checksum, sizes and lengths: the same in both headers. */
function writeCommon(view: DataView, at: number, { name, crc32, packed, bytes }: ContainerMember): void {
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 2, UTF8_NAMES, true);
  view.setUint16(at + 4, DEFLATE, true);
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, crc32, true);
  view.setUint32(at + 14, packed, true);
  view.setUint32(at + 18, bytes, true);
  view.setUint16(at + 22, name.length, true);
}

type ContainerEnd = Readonly<{
  members: number;
  /** Where the directory begins, and how long it is. */
  directory: number;
  directoryBytes: number;
  /** The digest in the comment: of all bytes before the comment. */
  digest: string;
}>;

/** Parses the last CONTAINER_END_BYTES of a file of `size` bytes. */
export function parseEnd(end: Uint8Array, size: number): ContainerEnd | Readonly<{ fault: string }> {
  const view = viewOf(end);
  if (end.length !== CONTAINER_END_BYTES || view.getUint32(0, true) !== END)
    return { fault: 'its end is not the end of a bundle' };
  const [members, directoryBytes, directory] = [
    view.getUint16(10, true),
    view.getUint32(12, true),
    view.getUint32(16, true),
  ];
  const comment = text(end.subarray(END_BYTES));
  const digest = comment.slice(COMMENT_START.length);
  if (!comment.startsWith(COMMENT_START) || !/^[0-9a-f]{64}$/.test(digest)) {
    return { fault: `its last ${String(COMMENT_BYTES)} bytes are not "${COMMENT_START}" and a digest` };
  }
  if (members > MEMBERS_MAX)
    return { fault: `it claims ${String(members)} files; a bundle has at most ${String(MEMBERS_MAX)}` };
  if (directoryBytes > DIRECTORY_BYTES_MAX || directory + directoryBytes + CONTAINER_END_BYTES !== size) {
    return { fault: 'its directory is not where its end says' };
  }
  return { members, directory, directoryBytes, digest };
}

/** Parses the directory and the end record that follows it. */
export function parseDirectory(
  bytes: Uint8Array,
  end: ContainerEnd,
): readonly ContainerMember[] | Readonly<{ fault: string }> {
  const view = viewOf(bytes);
  const members: ContainerMember[] = [];
  const names = new Set<string>();
  let at = 0;
  let offset = 0;
  let unpacked = 0;
  for (let n = 0; n < end.members; n += 1) {
    const which = `entry ${String(n + 1)} of its directory`;
    if (at + CENTRAL_BYTES > end.directoryBytes) return { fault: `${which} is missing` };
    const name = text(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + view.getUint16(at + 28, true)));
    const number = (field: number): number => view.getUint32(at + field, true);
    const member = { name, crc32: number(16), packed: number(20), bytes: number(24), offset: number(42) };
    if (!isMemberName(name)) return { fault: `${which} has a name that is not allowed in a bundle` };
    if (names.has(name)) return { fault: `it holds two files named ${name}` };
    if (member.offset !== offset) return { fault: `${which}, ${name}, does not follow the one before it` };
    names.add(name);
    members.push(member);
    at += CENTRAL_BYTES + name.length;
    offset += headerBytes(member) + member.packed;
    unpacked += member.bytes;
  }
  if (unpacked > UNPACKED_BYTES_MAX) return { fault: `its files would unpack to ${String(unpacked)} bytes` };
  if (offset !== end.directory) return { fault: 'its directory does not begin where its files end' };
  if (!sameBytes(directoryOf(members), bytes))
    return { fault: 'its directory has bytes that the format does not allow' };
  return members;
}

const ascii = (name: string): Uint8Array => new TextEncoder().encode(name);
/** Byte by byte: a name that is not ASCII becomes one that is not allowed. */
const text = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const bytesOf = (view: DataView): Uint8Array => new Uint8Array(view.buffer);
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
