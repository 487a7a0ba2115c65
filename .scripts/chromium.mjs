// Where the browser of the tests is. They drive the Chromium of the system: nothing is downloaded from
// anywhere but the system's own packages.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandError, run } from './workspace.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'chrome.exe',
];
const places = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of a Chromium or Chrome, or null. */
export function findChromium() {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH) return existsSync(CHROMIUM_PATH) ? CHROMIUM_PATH : null;
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find((path) => existsSync(path)) ?? null;
}

const isRoot = () => process.getuid?.() === 0;

/** Finds Chromium, or installs it where that needs nobody's password. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.env.CHROMIUM_PATH) {
    throw new CommandError(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, but there is no such file.`);
  }
  if (isRoot() && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium with apt-get …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-q'],
      // The fonts draw Arabic and the other scripts of the tested texts.
      ['install', '-q', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-core'],
    ]) {
      const { code, output } = await run('apt-get', args, { env, show: 'never' });
      if (code !== 0) throw new CommandError(`${output}\napt-get ${args[0]} failed (exit code ${code}).`);
    }
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new CommandError(
    'The browser tests need Chromium or Chrome, and none was found.\n' +
      'Install one (Debian and Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium),\n' +
      'or set CHROMIUM_PATH to its executable, then run the command again.',
  );
}
