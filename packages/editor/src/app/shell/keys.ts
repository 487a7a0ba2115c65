/** Keys as people know them, from the notation of prosemirror-keymap. */
const isMac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad|od)/.test(navigator.platform);

export function shownKey(key: string, mac: boolean = isMac): string {
  const parts = key.split(/-(?!$)/);
  const named = parts.map((part) => {
    switch (part) {
      case 'Mod':
        return mac ? '⌘' : 'Ctrl';
      case 'Alt':
        return mac ? '⌥' : 'Alt';
      case 'Shift':
        return mac ? '⇧' : 'Shift';
      case 'Ctrl':
        return mac ? '⌃' : 'Ctrl';
      case 'ArrowUp':
        return '↑';
      case 'ArrowDown':
        return '↓';
      default:
        return part.length === 1 ? part.toUpperCase() : part;
    }
  });
  return named.join(mac ? '' : '+');
}
