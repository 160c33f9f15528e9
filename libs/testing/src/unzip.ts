import { inflateRawSync } from 'node:zlib';

const ENTRY = 0x02014b50;
const STORED = 0;

/** The files of a zip archive, by name, read from its central directory (APPNOTE 4.3.12). */
export function unzip(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(ENTRY);
  for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 4)) {
    const [method, size, nameLength, begin] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ];
    const data = begin + 30 + bytes.readUInt16LE(begin + 26) + bytes.readUInt16LE(begin + 28);
    const packed = bytes.subarray(data, data + size);
    files.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), method === STORED ? packed : inflateRawSync(packed));
  }
  return files;
}
