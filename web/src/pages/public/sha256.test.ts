import { expect, it } from 'vitest';
import { leadingZeroBits, sha256, solve } from './sha256.ts';

const hex = (h: Uint32Array) => [...h].map((word) => word.toString(16).padStart(8, '0')).join('');
/** The platform's own, to compare with. */
const standard = async (text: string) => [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

it('is the standard’s SHA-256 at every length around the block borders', async () => {
  expect(hex(sha256('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  for (let n = 0; n < 200; n += 1) {
    const text = 'x1.-_'.repeat(40).slice(0, n);
    expect(hex(sha256(text)), `length ${n}`).toBe(await standard(text));
  }
});

it('counts zero bits over word borders', () => {
  expect(leadingZeroBits(new Uint32Array([1, 0]))).toBe(31);
  expect(leadingZeroBits(new Uint32Array([0, 0x40000000]))).toBe(33);
  expect(leadingZeroBits(new Uint32Array([0x80000000]))).toBe(0);
});

it('finds a number that gives the challenge its zero bits', async () => {
  const answer = solve('1.1795305900.10.salt.signature', 10);
  expect(answer.startsWith('1.1795305900.10.salt.signature.')).toBe(true);
  expect(await standard(answer)).toMatch(/^00[0-3]/);
});
