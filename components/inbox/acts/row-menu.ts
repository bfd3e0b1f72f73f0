import { openAct } from "./acts-store";
import { selection } from "./selection-store";

/** A menu on a ticked row is about all that are ticked. */
export function subjectOf(id: string): string[] {
  const ticked = selection.get();
  return ticked.has(id) ? [...ticked] : [id];
}

/** Opens the row's menu where the pointer is. */
export function onRowMenu(id: string, event: React.MouseEvent): void {
  event.preventDefault();
  openAct("more", subjectOf(id), { x: event.clientX, y: event.clientY });
}
