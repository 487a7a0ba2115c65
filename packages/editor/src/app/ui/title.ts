/** What the window is called. */
import { useEffect } from 'react';

/** The title of the window for a screen outside the shell. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Travaux`;
  }, [title]);
}
