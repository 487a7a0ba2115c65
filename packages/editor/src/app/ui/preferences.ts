/** What a person has chosen for this browser: theme and quiet mode. Kept on this device only. */
import { Watched } from './watch.ts';

export type Theme = 'system' | 'light' | 'dark';

export interface Preferences {
  readonly theme: Theme;
  /** Others' comings, goings and edits are not announced. */
  readonly quiet: boolean;
}

const storageKey = 'travaux.preferences';
const standard: Preferences = { theme: 'system', quiet: false };

function stored(): Preferences {
  try {
    const value = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>;
    return {
      theme: value.theme === 'light' || value.theme === 'dark' ? value.theme : standard.theme,
      quiet: value.quiet === true,
    };
  } catch {
    return standard;
  }
}

export const preferences = new Watched<Preferences>(stored());

export function prefer(change: Partial<Preferences>): void {
  const next = { ...preferences.current, ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing: the choice holds for this window.
  }
  preferences.set(next);
  applyTheme();
}

export function applyTheme(): void {
  const { theme } = preferences.current;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
