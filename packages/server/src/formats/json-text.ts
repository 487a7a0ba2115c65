/**
 * JSON from outside, read strictly: every error with its line, no key twice in one object (two readers would see two
 * different agreements), no key that reaches into an object's prototype, no nesting beyond the limits.
 */
import { parse, printParseErrorCode, visit, type ParseError } from 'jsonc-parser';
import { lineAt } from './bytes.ts';
import type { ImportLimits } from './imported.ts';
import { Unreadable } from './unreadable.ts';

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false } as const;
const reaching = new Set(['__proto__', 'constructor', 'prototype']);

export function parseJson(text: string, limits: ImportLimits): unknown {
  refuseDepth(text, limits);
  const keys: Set<string>[] = [];
  let values = 0;
  const begin = (offset: number) => {
    keys.push(new Set());
    count(offset);
  };
  const count = (offset: number) => {
    values += 1;
    if (values > limits.maxElements) {
      throw new Unreadable(
        'too-many-elements',
        `This file has more than ${limits.maxElements} values, the most that an import takes.`,
        { line: lineAt(text, offset) },
      );
    }
  };
  visit(
    text,
    {
      onObjectBegin: begin,
      onObjectEnd: () => keys.pop(),
      onArrayBegin: begin,
      onArrayEnd: () => keys.pop(),
      onLiteralValue: (_value, offset) => count(offset),
      onObjectProperty(name, offset) {
        const known = keys.at(-1);
        const line = lineAt(text, offset);
        if (reaching.has(name)) {
          throw new Unreadable('forbidden-construct', `The key "${name}" is not allowed in this file.`, {
            line,
          });
        }
        if (known?.has(name)) {
          throw new Unreadable(
            'malformed',
            `The key "${name}" stands twice in one object: it is not clear which one counts.`,
            {
              line,
            },
          );
        }
        known?.add(name);
      },
      onError(code, offset) {
        throw malformed(text, code, offset);
      },
    },
    strict,
  );
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, strict);
  const [first] = errors;
  if (first) throw malformed(text, first.error, first.offset);
  return value;
}

function malformed(text: string, code: ParseError['error'], offset: number): Unreadable {
  const reason = printParseErrorCode(code)
    .replace(/([a-z])([A-Z])/gu, '$1 $2')
    .toLowerCase();
  return new Unreadable('malformed', `This file is not valid JSON (${reason}).`, {
    line: lineAt(text, offset),
  });
}

/** Before any recursive parser sees it. Strings are skipped, so that brackets inside them do not count. */
function refuseDepth(text: string, limits: ImportLimits): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) {
      inString = true;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > limits.maxDepth) {
        throw new Unreadable(
          'too-deep',
          `Values in this file are nested more than ${limits.maxDepth} deep, the most that an import takes.`,
          { line: lineAt(text, at) },
        );
      }
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
}
