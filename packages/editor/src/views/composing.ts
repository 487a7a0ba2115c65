/**
 * While an input method composes, the half-typed syllables are not sent to the others; they go out together
 * when the composition ends. The room itself gives up holding after a few seconds.
 */
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/** ProseMirror reads the last of a composition within this time after `compositionend`. */
const settle = 60;

export function composingPlugin(holdUpdates: () => () => void): Plugin {
  return new Plugin({
    view(view: EditorView) {
      let release: (() => void) | null = null;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const begin = () => {
        clearTimeout(timer);
        release ??= holdUpdates();
      };
      const end = () => {
        clearTimeout(timer);
        release?.();
        release = null;
      };
      const endSoon = () => {
        clearTimeout(timer);
        timer = setTimeout(() => (view.composing ? endSoon() : end()), settle);
      };
      view.dom.addEventListener('compositionstart', begin);
      view.dom.addEventListener('compositionend', endSoon);
      view.dom.addEventListener('blur', endSoon);
      return {
        destroy() {
          view.dom.removeEventListener('compositionstart', begin);
          view.dom.removeEventListener('compositionend', endSoon);
          view.dom.removeEventListener('blur', endSoon);
          end();
        },
      };
    },
  });
}
