"use client";

import { useRouter } from "next/navigation";
import { type AnchorHTMLAttributes, useTransition } from "react";

/** A plain press of the main button: anything else (a new tab, a download) stays the browser's. */
export function isPlainClick(event: React.MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/**
 * A link between pages without loading the document anew; fetched ahead when the pointer comes near, busy until the page is
 * there. next/link would cost 5 KB more.
 */
export function NavLink({
  href,
  onClick,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const router = useRouter();
  const [isBusy, start] = useTransition();
  return (
    <a
      {...rest}
      href={href}
      aria-busy={isBusy}
      onPointerEnter={() => router.prefetch(href)}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || !isPlainClick(event)) return;
        event.preventDefault();
        start(() => router.push(href));
      }}
    />
  );
}
