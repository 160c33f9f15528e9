import type { Instant } from './clock';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const ID_BYTES = 10;

/** Random bytes are drawn for many ids at once: one draw costs more than an id. */
const pool = new Uint8Array(ID_BYTES * 128);
let used = pool.length;

/** A new UUIDv7 (RFC 9562): ordered by time, unique without anybody's permission. Real time, never the business clock. */
export function newId(now: Instant = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  const tail = randomHex();
  const variant = HEX[(parseInt(tail.slice(3, 5), 16) & 0x3f) | 0x80] ?? '';
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${variant}${tail.slice(5, 7)}-${tail.slice(7, 19)}`;
}

function randomHex(): string {
  if (used === pool.length) {
    globalThis.crypto.getRandomValues(pool);
    used = 0;
  }
  let text = '';
  for (const end = used + ID_BYTES; used < end; used += 1) text += HEX[pool[used] ?? 0];
  return text;
}

/** True for a lower-case UUID of any version. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
