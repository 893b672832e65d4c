import { createHash } from 'node:crypto';

/** Autolog's own namespace for the names of commands (RFC 9562 §5.5). It must not change: ids follow from it. */
const NAMESPACE = Buffer.from('6f1d6cf35e0b4c0e9d7a5f2a1c3b4d5e', 'hex');
const VERSION_5 = 0x50;
const VARIANT = 0x80;

/** The same name always gives the same id (UUID version 5), so an interrupted filling is completed, not doubled. */
export function commandId(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | VERSION_5, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | VARIANT, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
