/** Below this width the panel is the page. */
const PHONE = "(max-width: 639.98px)";

/**
 * The `dialog` around the chat: beside the page on a desktop, over it and modal on a phone. Esc and the phone's back gesture
 * close it; the focus it had goes back to the launcher, or
 * to what the page opened it with where the launcher is hidden.
 */
export function createShell(given: {
  root: ShadowRoot;
  launcher: HTMLElement;
  signal: AbortSignal;
  onClosed: () => void;
}) {
  const { root, launcher, signal, onClosed } = given;
  const panel = document.createElement("dialog");
  panel.className = "panel";
  panel.tabIndex = -1;
  panel.setAttribute("aria-labelledby", "title");
  root.append(panel);

  const phone = matchMedia(PHONE);
  const screen = window.visualViewport;
  let isOpen = false;
  let opener: HTMLElement | null = null;

  function show(): void {
    if (phone.matches) panel.showModal();
    else panel.show();
    fitScreen();
  }

  /** On a phone the keyboard takes its part of the screen without telling the layout: only the visual viewport knows. */
  function fitScreen(): void {
    const { style } = panel;
    const isCovered = isOpen && phone.matches && screen;
    style.height = isCovered ? `${screen.height}px` : "";
    style.top = isCovered ? `${screen.offsetTop}px` : "";
  }

  /** On a phone the keyboard would cover half of what one came to read. */
  function focus(field: HTMLElement | undefined): void {
    (phone.matches ? panel : field)?.focus();
  }

  function close(): void {
    if (!isOpen) return;
    const hadFocus = panel.contains(root.activeElement);
    isOpen = false;
    panel.close();
    fitScreen();
    if (hadFocus) (launcher.hidden ? opener : launcher)?.focus();
    onClosed();
  }

  // The page's own shortcuts are not meant for somebody who writes here.
  panel.onkeydown =
    panel.onkeyup =
    panel.onkeypress =
      (event) => {
        event.stopPropagation();
        if (event.type !== "keydown" || event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        close();
      };
  panel.oncancel = (event) => {
    event.preventDefault();
    close();
  };
  // The browser may close it by itself; between two widths it is open again by the time this comes.
  panel.onclose = () => {
    if (!panel.open) close();
  };
  const change = () => {
    if (!isOpen) return;
    const active = root.activeElement;
    panel.close();
    show();
    if (active instanceof HTMLElement) active.focus();
  };
  phone.addEventListener("change", change, { signal });
  for (const event of ["resize", "scroll"]) screen?.addEventListener(event, fitScreen, { signal });

  return {
    panel,
    close,
    isOpen: () => isOpen,
    open(field: HTMLElement | undefined): void {
      isOpen = true;
      opener = document.activeElement as HTMLElement | null;
      show();
      focus(field);
    },
    focus,
  };
}
