import { insertText } from "./insert-text";

const WRAPS: Record<string, string> = { b: "**", i: "_", e: "`" };
const ITEM = /^(\s*)(?:([-*])|(\d{1,3})\.|(>)) ?(.*)$/;

/** The formatting keys of the composer; true when the key was one. Shift 7 and 8 with Ctrl make lists, as in other editors. */
export function formattingKey(event: KeyboardEvent, field: HTMLTextAreaElement): boolean {
  const mod = (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = event.key.toLowerCase();
  const wrap = WRAPS[key];
  if (mod && !event.shiftKey && wrap) return wrapSelection(field, wrap);
  if (mod && !event.shiftKey && key === "k" && field.selectionStart !== field.selectionEnd)
    return makeLink(field);
  if (mod && event.shiftKey && event.code === "Digit7") return makeList(field, (n) => `${n}. `);
  if (mod && event.shiftKey && event.code === "Digit8") return makeList(field, () => "- ");
  if (event.key === "Enter" && !mod) return continueList(field, event.shiftKey);
  return false;
}

function wrapSelection(field: HTMLTextAreaElement, sign: string): true {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  const isWrapped = value.slice(start - sign.length, start) === sign && value.slice(end).startsWith(sign);
  if (isWrapped) {
    field.setSelectionRange(start - sign.length, end + sign.length);
    insertText(field, chosen);
    field.setSelectionRange(start - sign.length, end - sign.length);
  } else {
    insertText(field, `${sign}${chosen}${sign}`);
    field.setSelectionRange(start + sign.length, end + sign.length);
  }
  return true;
}

/** The chosen words become a link; its address is chosen next, so that pasting fills it in. */
function makeLink(field: HTMLTextAreaElement): true {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  insertText(field, `[${chosen}](https://)`);
  field.setSelectionRange(start + chosen.length + 3, start + chosen.length + 11);
  return true;
}

function makeList(field: HTMLTextAreaElement, sign: (n: number) => string): true {
  const { selectionStart, selectionEnd, value } = field;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", selectionEnd);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const isList = lines.every((line, i) => line.startsWith(sign(i + 1)));
  const changed = lines.map((line, i) =>
    isList ? line.slice(sign(i + 1).length) : sign(i + 1) + line.replace(/^(?:[-*]|\d{1,3}\.) /, ""),
  );
  field.setSelectionRange(start, end);
  insertText(field, changed.join("\n"));
  return true;
}

/** Enter at the end of a list's line begins the next; on an empty one it ends the list. Not where Enter sends. */
function continueList(field: HTMLTextAreaElement, isShift: boolean): boolean {
  if (field.dataset.enter === "sends" && !isShift) return false;
  const { selectionStart: at, selectionEnd, value } = field;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const match = at === selectionEnd ? ITEM.exec(value.slice(start, at)) : null;
  if (!match) return false;
  const [, indent = "", dash, number, quote, rest = ""] = match;
  if (rest === "") insertText(field, "", start);
  else insertText(field, `\n${indent}${dash ?? quote ?? `${Number(number) + 1}.`} `);
  return true;
}
