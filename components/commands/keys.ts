const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform);
const isBeyondAscii = (key: string) => key.length === 1 && key.charCodeAt(0) > 127;
const CODES: Record<string, string> = {
  BracketLeft: "[",
  BracketRight: "]",
  Slash: "/",
  Backquote: "`",
  Comma: ",",
  Period: ".",
};

/**
 * The key of an event: "j", "shift+e", "mod+enter" (Ctrl, or ⌘ on a Mac), "alt+j", "escape", "?". A letter is the one the
 * keyboard writes where that is Latin (QWERTZ, AZERTY, Dvorak); on any other keyboard (Cyrillic, Greek, Hebrew) and for
 * what Option writes on a Mac, it is the one printed on that key of a Latin keyboard.
 */
export function keyOf(event: KeyboardEvent): string {
  // AltGr writes a character, as Shift does: "[" on a German keyboard is no Ctrl Alt 8.
  const writesByAltGr = !isApple() && event.getModifierState("AltGraph");
  const key = writesByAltGr ? event.key.toLowerCase() : letterOf(event);
  const isLetter = /^[a-z]$/.test(key);
  const parts = [
    (event.ctrlKey || event.metaKey) && !writesByAltGr ? "mod" : "",
    event.altKey && !writesByAltGr && !writesByOption(event) ? "alt" : "",
    // "?" and "]" already say which shift they need.
    event.shiftKey && (isLetter || key.length > 1) ? "shift" : "",
    key === " " ? "space" : key,
  ];
  return parts.filter(Boolean).join("+");
}

function letterOf({ key, code }: KeyboardEvent): string {
  if (key !== "Dead" && !isBeyondAscii(key)) return key.toLowerCase();
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  return CODES[code] ?? key.toLowerCase();
}

/** "[" on a German Mac is Option 5: the character counts and not the way to it. */
function writesByOption({ key, altKey }: KeyboardEvent): boolean {
  return altKey && isApple() && /^[^a-z0-9\s\u0080-\uffff]$/i.test(key);
}

/** True while typing: single keys belong to the field then. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** A dialog lies over the page: what is under it must not move, wherever the focus has gone. */
export const isCovered = () => document.querySelector("dialog[open]") !== null;

/** Works only while no field has the focus. */
export const isSingleKey = (keys: string) => !/^(mod|alt|f\d)/.test(keys);

/** In a field only keys with a modifier are ours, and on a Mac not those that write a character there. */
export function isForField(event: KeyboardEvent, keys: string): boolean {
  if (!isTyping(event.target)) return false;
  return isSingleKey(keys) || (isApple() && keys.startsWith("alt+") && isBeyondAscii(event.key));
}

const SIGNS: Record<string, string> = {
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  space: "Space",
};

/** As written on key caps, apart by spaces: "g m" is "G M", "mod+shift+p" is "Ctrl Shift P", or "⌘ Shift P" on a Mac. */
export function keysText(keys: string, isMac: boolean): string {
  return keys
    .split(/[ +](?!$)/)
    .map((key) => {
      if (key === "mod") return isMac ? "⌘" : "Ctrl";
      if (key === "alt") return isMac ? "⌥" : "Alt";
      return SIGNS[key] ?? key.charAt(0).toUpperCase() + key.slice(1);
    })
    .join(" ");
}
