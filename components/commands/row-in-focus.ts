import { bar, closeBar } from "./bar-store";

let kept: string | undefined;

/** The row of a list that acts are about: the one in focus, or while the command bar has the focus the one that had it before. */
export function rowInFocus(): string | undefined {
  return kept ?? bar.get()?.row ?? (document.activeElement as HTMLElement | null)?.dataset?.row;
}

/** Closes the bar and does what was chosen there, about the row it was offered for, even when that has left the list. */
export function runFromBar(run: () => void): void {
  const row = bar.get()?.row;
  closeBar();
  // After the dialog has given the focus back, so that the act may take it elsewhere.
  setTimeout(() => {
    kept = row;
    try {
      run();
    } finally {
      kept = undefined;
    }
  });
}
