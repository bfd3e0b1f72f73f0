/** Writes at the caret as if typed, so that the browser's undo knows of it. With `from` it takes the place of what stands from there to the caret. */
export function insertText(field: HTMLTextAreaElement | null, text: string, from?: number): void {
  if (!field) return;
  field.focus();
  const { value, selectionStart, selectionEnd } = field;
  // A word begins after a space: "/" and ":" are looked for there.
  const needsSpace = from === undefined && /^[/@:]/.test(text) && /\S$/.test(value.slice(0, selectionStart));
  if (from !== undefined) field.setSelectionRange(from, selectionEnd);
  if (document.execCommand("insertText", false, needsSpace ? ` ${text}` : text)) return;
  field.setRangeText(text, field.selectionStart, selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
