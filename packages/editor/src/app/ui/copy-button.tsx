/** Copies words to the clipboard and says whether it worked. */
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { t } from '../messages/messages.ts';
import { announce } from '../shell/announcer.tsx';

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      className="button"
      onPress={() => {
        // Without a secure context there is no clipboard to write to.
        const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
        written.then(
          () => {
            setCopied(true);
            announce(t('action.copied'));
          },
          () => announce(t('action.notCopied')),
        );
      }}
    >
      <Copy aria-hidden="true" />
      {copied ? t('action.copied') : label}
    </Button>
  );
}
