/** SHA-256 (FIPS 180-4) of short ASCII texts, many a second: crypto.subtle answers asynchronously and costs more than the hash.
 *  Only for the proof of work; nothing secret ever comes here. */
const k = new Uint32Array(64);
const start = new Uint32Array(8);
{
  // The first 32 bits of the fractional parts of the cube and square roots of the first primes.
  let n = 0;
  for (let p = 2; n < 64; p += 1) {
    let prime = true;
    for (let d = 2; d * d <= p; d += 1) if (p % d === 0) prime = false;
    if (!prime) continue;
    k[n] = (Math.cbrt(p) % 1) * 2 ** 32;
    if (n < 8) start[n] = (Math.sqrt(p) % 1) * 2 ** 32;
    n += 1;
  }
}
const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));
const w = new Uint32Array(64);

/** One block of 64 bytes at `at` into `h`. */
function block(h: Uint32Array, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i += 1) w[i] = (bytes[at + 4 * i]! << 24) | (bytes[at + 4 * i + 1]! << 16) | (bytes[at + 4 * i + 2]! << 8) | bytes[at + 4 * i + 3]!;
  for (let i = 16; i < 64; i += 1) {
    const a = w[i - 15]!;
    const b = w[i - 2]!;
    w[i] = w[i - 16]! + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7]! + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
  }
  let [a, b, c, d, e, f, g, z] = h as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i += 1) {
    const one = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    z = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  h[0]! += a; h[1]! += b; h[2]! += c; h[3]! += d; h[4]! += e; h[5]! += f; h[6]! += g; h[7]! += z;
}

export function sha256(text: string): Uint32Array {
  const bytes = new Uint8Array(Math.ceil((text.length + 9) / 64) * 64);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  bytes[text.length] = 0x80;
  new DataView(bytes.buffer).setUint32(bytes.length - 4, text.length * 8);
  const h = start.slice();
  for (let at = 0; at < bytes.length; at += 64) block(h, bytes, at);
  return h;
}

export function leadingZeroBits(h: Uint32Array): number {
  let bits = 0;
  for (const word of h) {
    bits += Math.clz32(word);
    if (word !== 0) break;
  }
  return bits;
}

/** The server's challenge with the first number that gives it enough zero bits. */
export function solve(challenge: string, bits: number): string {
  for (let n = 0; ; n += 1) {
    const answer = `${challenge}.${n}`;
    if (leadingZeroBits(sha256(answer)) >= bits) return answer;
  }
}
