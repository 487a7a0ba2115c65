/** Opens the help (Alt+0) anywhere; the dialog and the registry it lists are loaded when it is asked for. */
import { lazy, Suspense, useEffect } from 'react';
import { Watched, useWatched } from '../ui/watch.ts';

const HelpDialog = lazy(async () => ({ default: (await import('./help-dialog.tsx')).HelpDialog }));
const open = new Watched(false);

export function openHelp(): void {
  open.set(true);
}

export function Help() {
  const shown = useWatched(open, false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === 'Digit0') {
        event.preventDefault();
        open.set(true);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <HelpDialog onClose={() => open.set(false)} />
    </Suspense>
  );
}
