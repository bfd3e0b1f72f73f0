import type { Website } from "../../server/modules/visitors/website";

/** The line for a website's pages: with what its button needs before the chat has been loaded, where that is not the usual. */
export function installLine(origin: string, publicId: string, { colour, look }: Website): string {
  const more = {
    colour: colour.toUpperCase() === "#8127E8" ? "" : colour,
    icon: look.icon === "chat" ? "" : look.icon,
    label: look.label,
    side: look.side === "right" ? "" : look.side,
    gap: look.gap === 24 ? "" : String(look.gap),
  };
  const attributes = Object.entries(more).flatMap(([name, value]) =>
    value ? ` data-${name}="${value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"` : [],
  );
  return `<script async src="${origin}/widget.js" data-inbox="${publicId}"${attributes.join("")}></script>`;
}
