/**
 * Hashes of the ledger's tree: SHA-256 with the prefixes of RFC 6962, section 2.1, which keep a leaf from ever
 * being taken for a node.
 */
import { sha256 } from '@noble/hashes/sha2.js';

/** 32 bytes. */
export type Hash = Uint8Array;

export const hashLength = 32;

/** Root of a tree without leaves: the hash of nothing. */
export const emptyRoot: Hash = sha256(new Uint8Array(0));

export function leafHash(leaf: Uint8Array): Hash {
  const input = new Uint8Array(1 + leaf.length);
  input.set(leaf, 1);
  return sha256(input);
}

export function nodeHash(left: Hash, right: Hash): Hash {
  const input = new Uint8Array(1 + 2 * hashLength);
  input[0] = 0x01;
  input.set(left, 1);
  input.set(right, 1 + hashLength);
  return sha256(input);
}

export function sameHash(a: Hash, b: Hash): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
