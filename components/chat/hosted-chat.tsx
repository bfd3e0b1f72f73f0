"use client";

import { useEffect } from "react";

/**
 * Puts the widget on this page as all of it. A window that was opened out of a website's chat comes with a ticket behind the #:
 * for that the server gives what this browser keeps in a handle's place, so that it is the same visitor.
 */
export function HostedChat({ inbox, colour }: { inbox: string; colour: string }) {
  useEffect(() => {
    const ticket = window.location.hash.slice(1);
    if (ticket) window.history.replaceState(null, "", window.location.pathname);
    let isOver = false;
    void arrive(inbox, ticket).then(() => {
      if (isOver) return;
      const script = document.createElement("script");
      script.async = true;
      script.src = "/widget.js";
      Object.assign(script.dataset, { inbox, colour });
      script.onload = fill;
      document.head.append(script);
    });
    return () => {
      isOver = true;
    };
  }, [inbox, colour]);
  return null;
}

type Parley = { push: (...commands: [name: string, ...given: unknown[]][]) => void };

/** The page is the chat: no button, no way to close it, all of the window. */
const ALL = `:host .launcher, :host .panel .close { display: none }
:host .panel { inset: 0; width: 100%; height: 100dvh; max-height: none; border: 0; border-radius: 0; animation: none }`;

function fill(): void {
  const { parley } = window as { parley?: Parley };
  const root = document.querySelector("parley-widget")?.shadowRoot;
  if (!parley || !root) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ALL);
  root.adoptedStyleSheets.push(sheet);
  parley.push(["on", "closed", () => parley.push(["open"])], ["open"]);
}

/** A ticket that is worth nothing leaves the chat as it is in this browser. */
async function arrive(inbox: string, ticket: string): Promise<void> {
  if (!ticket) return;
  try {
    const body = JSON.stringify({ inbox, ticket });
    const headers = { "content-type": "application/json" };
    const response = await fetch("/api/widget/popin", { method: "POST", headers, body });
    const { handle } = await response.json();
    if (response.ok) localStorage.setItem(`parley:${inbox}`, JSON.stringify({ handle, colour: null }));
  } catch {
    // Offline, or a browser that keeps nothing.
  }
}
