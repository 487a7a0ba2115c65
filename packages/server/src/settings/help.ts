/** The settings as `travaux serve --help` prints them. */
import { settingsTable } from './settings.ts';

export function settingsHelp(width = 100): string {
  const lines = settingsTable.flatMap((row) => [
    `  ${row.name}${row.fallback ? ` (default ${row.fallback})` : ''}`,
    ...wrap(`${row.meaning} Expects ${row.expects}.`, width - 6).map((line) => `      ${line}`),
  ]);
  return ['Settings (environment variables):', ...lines].join('\n');
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
