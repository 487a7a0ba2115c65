/**
 * A small panel beside a place in the text: the slash menu, the link form, the reference picker. It uses the
 * popover API (top layer, so no host's overflow cuts it) in the light DOM, next to the text it belongs to.
 * Styles are set through the DOM only: the content policy forbids style attributes in markup.
 */
export interface Popover {
  readonly element: HTMLElement;
  /** Puts the panel under (or, without room, over) the rectangle. */
  placeAt(rect: { left: number; right: number; top: number; bottom: number }): void;
  close(): void;
}

/** @param onLightDismiss a press outside of the panel */
export function openPopover(
  place: HTMLElement,
  className: string,
  direction: 'ltr' | 'rtl',
  onLightDismiss: () => void,
): Popover {
  const document = place.ownerDocument;
  const window = document.defaultView!;
  const element = document.createElement('div');
  element.className = `tx-popover ${className}`;
  element.dir = direction;
  element.popover = 'manual';
  place.append(element);
  element.showPopover();

  let anchor = { left: 0, right: 0, top: 0, bottom: 0 };
  const position = () => {
    const gap = 4;
    const { width, height } = element.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const high = window.innerHeight;
    const wanted = direction === 'rtl' ? anchor.right - width : anchor.left;
    const left = Math.max(gap, Math.min(wanted, wide - width - gap));
    const below = anchor.bottom + gap;
    const above = anchor.top - gap - height;
    const top = below + height > high - gap && above >= gap ? above : Math.min(below, high - height - gap);
    element.style.left = `${left}px`;
    element.style.top = `${Math.max(gap, top)}px`;
  };
  const pressed = (event: Event) => {
    if (event.target instanceof Node && !element.contains(event.target)) onLightDismiss();
  };
  document.addEventListener('pointerdown', pressed, true);
  return {
    element,
    placeAt(rect) {
      anchor = rect;
      position();
    },
    close() {
      document.removeEventListener('pointerdown', pressed, true);
      element.remove();
    },
  };
}

/** Creates an element with properties and children; text is only ever set as text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

let count = 0;
/** Ids for aria relations; unique in the page. */
export function freshDomId(prefix: string): string {
  count += 1;
  return `${prefix}-${count}`;
}
