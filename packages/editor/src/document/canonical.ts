/**
 * The canonical text of a clause and its hash: what a signature or a vote binds to.
 *
 * It is the RFC 8785 JSON of the clause's document together with the schema's version. Two documents that read
 * the same have one canonical text, whichever way they came (typed, imported, through a Y.Doc): attributes that
 * have their default value are left out, neighbouring text with the same marks is one text, and marks are in
 * the order of their names.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type Json, type JsonLimits } from '@travaux/workflow/ledger';
import type { Attrs, Mark, Node, NodeType, MarkType } from 'prosemirror-model';
import { nodeOfJson, type ClauseJson } from './clause-json.ts';
import { schemaVersion } from './schema.ts';

/** Far above what a room takes; there to end what is not a text at all. */
const limits: JsonLimits = { depth: 256, bytes: 64 * 1024 * 1024 };
const canonical = (value: Json): string => canonicalJson(value, limits);

/** @throws RangeError when the JSON is not a text of the schema */
export function canonicalText(text: ClauseJson | Node): string {
  const node = 'nodeSize' in text ? text : nodeOfJson(text);
  return canonical({ schemaVersion, text: normalNode(node) });
}

/** The canonical JSON of one node of a text, equal for nodes that are the same. */
export function canonicalNode(node: Node): string {
  return canonical(normalNode(node));
}

/** SHA-256 of the canonical text, lower-case hexadecimal. */
export function clauseHash(text: ClauseJson | Node): string {
  return hashOf(canonicalText(text));
}

/** SHA-256 of the UTF-8 bytes of a text, lower-case hexadecimal. */
export function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function normalNode(node: Node): Json {
  const attrs = normalAttributes(node.attrs, node.type);
  const content = normalContent(node);
  return {
    type: node.type.name,
    ...(attrs ? { attrs } : {}),
    ...(content.length > 0 ? { content } : {}),
    ...(node.marks.length > 0 ? { marks: normalMarks(node.marks) } : {}),
  };
}

function normalContent(node: Node): Json[] {
  const content: Json[] = [];
  let text = '';
  let marks: Json[] = [];
  const flush = () => {
    if (text !== '') content.push({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) });
    text = '';
  };
  node.forEach((child) => {
    if (!child.isText) {
      flush();
      content.push(normalNode(child));
      return;
    }
    const own = normalMarks(child.marks);
    if (canonical(own) !== canonical(marks)) {
      flush();
      marks = own;
    }
    text += child.text ?? '';
  });
  flush();
  return content;
}

function normalMarks(marks: readonly Mark[]): Json[] {
  return [...marks]
    .sort((a, b) => (a.type.name < b.type.name ? -1 : 1))
    .map((mark) => {
      const attrs = normalAttributes(mark.attrs, mark.type);
      return { type: mark.type.name, ...(attrs ? { attrs } : {}) };
    });
}

function normalAttributes(attrs: Attrs, type: NodeType | MarkType): { [key: string]: Json } | null {
  const kept: { [key: string]: Json } = {};
  const specs = type.spec.attrs ?? {};
  for (const [name, value] of Object.entries(attrs) as [string, Json][]) {
    if (value === null || value === (specs[name]?.default as Json | undefined)) continue;
    kept[name] = value;
  }
  return Object.keys(kept).length > 0 ? kept : null;
}
