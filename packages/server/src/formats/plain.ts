/**
 * Plain text: paragraphs between empty lines, headings told by their words or capitals, numbers and letters at the
 * beginning of a line. Nothing else is guessed: what is not recognised is a paragraph.
 */
import { wordsOf } from '@travaux/editor/document';
import { knownHeading, rankWithin } from './heading-words.ts';
import type { Imported } from './imported.ts';
import { placesOf } from './item-series.ts';
import { directionOf, guessLanguage } from './languages.ts';
import { baseName } from './markdown.ts';
import type { Reading } from './read-file.ts';
import { Structure } from './structure.ts';
import { InlineWriter, paragraph, type NodeJson } from './text-json.ts';
import { Unreadable } from './unreadable.ts';

const numbered =
  /^(\p{Nd}+(?:\s?(?:bis|ter|quater|\p{L}+ies))?[.)]|\p{Nd}+(?:\.\p{Nd}+)+\.?|\p{Nd}+ [-–—](?=\s))\s+(?=\S)/iu;
const lettered =
  /^(\((?:[a-z]{1,4}|[ivxlc]+|\d{1,3})\)|[a-z]\)|[ivxlc]{1,6}[.)]|[a-z]\.|[•·▪–—-])\s+(?=\S)/iu;

export function readPlainText(text: string, reading: Reading): Imported {
  const language = guessLanguage(text);
  const structure = new Structure({ idSeed: reading.idSeed, language, progress: reading.progress });
  const paragraphs = paragraphsOf(text);
  if (paragraphs.length > reading.limits.maxElements) {
    throw new Unreadable(
      'too-many-elements',
      `This file has more than ${reading.limits.maxElements} paragraphs, the most that an import takes.`,
    );
  }
  const [first = ''] = paragraphs;
  const hasTitle =
    paragraphs.length > 1 && first.length <= 300 && !numbered.test(first) && !knownHeading(first);
  const title = hasTitle ? first : baseName(reading.fileName);
  let underNumber = false;

  paragraphs.forEach((each, at) => {
    if (at === 0 && hasTitle) {
      structure.beginDivision('cover', 0, null, '');
      structure.block(paragraph(inline(each)));
      structure.closeDivisions(0);
      return;
    }
    const known = each.length <= 300 ? knownHeading(each) : null;
    const isCapitals = each.length <= 150 && wordsOf(each).length >= 1 && isAllCapitals(each);
    if (known ?? (isCapitals && !numbered.test(each))) {
      if (known?.kind === 'preamble') structure.closeDivisions(0);
      structure.beginDivision(
        known?.kind ?? 'section',
        10 + rankWithin(known?.kind ?? null),
        known?.label ?? null,
        known?.heading ?? each,
      );
      underNumber = false;
      return;
    }
    const number = numbered.exec(each);
    const letter = lettered.exec(each);
    if (number) {
      structure.beginClause(number[1]?.trim() ?? null);
      structure.block(paragraph(inline(each.slice(number[0].length))));
      underNumber = true;
    } else if (letter && isItem(structure, letter[1] ?? '')) {
      structure.item(letter[1] ?? null, [paragraph(inline(each.slice(letter[0].length)))]);
    } else {
      if (!underNumber) structure.beginClause(null);
      structure.block(paragraph(inline(each)));
    }
  });

  return structure.finish({
    title: title.slice(0, 1000),
    shortTitle: title.slice(0, 200),
    language,
    direction: directionOf(language),
    clauseNumbering: 'plain',
  });
}

/** "I. Introduction" or "a. b" begins no list in the middle of nothing: a list begins with its first label. */
function isItem(structure: Structure, label: string): boolean {
  return structure.continuesList(label) || placesOf(label).some(({ value }) => value <= 1);
}

/** Lines that belong together: up to an empty line, or to one that begins with a number or letter of its own. */
function paragraphsOf(text: string): string[] {
  const paragraphs: string[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) paragraphs.push(lines.join(' '));
    lines = [];
  };
  for (const raw of text.split(/\r\n|[\n\r\u2028\u2029\f]/u)) {
    const line = raw.replace(/^\ufeff/u, '').trim();
    if (line === '') {
      flush();
      continue;
    }
    if (numbered.test(line) || lettered.test(line) || (line.length <= 200 && knownHeading(line))) flush();
    lines.push(line);
    if (line.length <= 200 && knownHeading(line)) flush();
  }
  flush();
  return paragraphs;
}

function isAllCapitals(text: string): boolean {
  return /\p{Lu}{2}/u.test(text) && text === text.toUpperCase() && /[\p{L}\p{N})]$/u.test(text);
}

function inline(text: string): NodeJson[] {
  const writer = new InlineWriter();
  writer.text(text, []);
  return writer.done();
}
