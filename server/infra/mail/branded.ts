import { escapeHtml, oneLine, type RenderedMail } from "./layout";

/** One thing that was said, as a mail shows it. */
export type SaidInMail = {
  author: string;
  /** As written for its reader: "14:05" or "21/11/2026, 14:05". */
  at: string;
  text: string;
  files: readonly string[];
  /** Addresses in it become links: not in what a stranger wrote. */
  isOurs: boolean;
};

/** A mail in a business's own name and colour, for its customers. One description gives the HTML and its plain text twin. */
export type BrandedParts = {
  business: string;
  /** #rrggbb */
  colour: string;
  subject: string;
  heading: string;
  /** Below the heading. */
  intro?: string;
  said: readonly SaidInMail[];
  /** What was said before, smaller and apart. */
  earlier?: { heading: string; said: readonly SaidInMail[] };
  button?: { label: string; url: string };
  /** Below the button, or in its place. */
  hint?: string;
  footnote: string;
  stop: { label: string; url: string };
};

export function renderBranded(parts: BrandedParts): RenderedMail {
  return {
    subject: oneLine(parts.subject),
    text: textOf(parts),
    html: htmlOf(parts),
    fromName: oneLine(parts.business),
  };
}

function textOf({
  business,
  heading,
  intro,
  said,
  earlier,
  button,
  hint,
  footnote,
  stop,
}: BrandedParts): string {
  const blocks = [
    business,
    heading,
    intro,
    ...said.map(blockOf),
    button && `${button.label}:\n${button.url}`,
    hint,
    earlier?.said.length &&
      `${earlier.heading}\n\n${earlier.said.map((one) => quoted(blockOf(one))).join("\n>\n")}`,
    footnote,
    `${stop.label}:\n${stop.url}`,
  ];
  return `${blocks.flatMap((block) => (block ? [block.trim()] : [])).join("\n\n")}\n`;
}

function blockOf({ author, at, text, files }: SaidInMail): string {
  return [`${author}, ${at}`, text, ...files.map((name) => `[${name}]`)].filter(Boolean).join("\n");
}

function quoted(block: string): string {
  return block.replace(/^/gm, "> ");
}

const FONT = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const GREY = "font-size:13px;line-height:20px;color:#6c6a73";

function htmlOf(parts: BrandedParts): string {
  const { business, subject, heading, intro, said, earlier, button, hint, footnote, stop } = parts;
  const { fill, on } = readable(parts.colour);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(oneLine(subject))}</title></head>
<body style="margin:0;padding:0;background:#f4f3f6;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f3f6"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #e4e3e8;border-radius:12px;border-collapse:separate;overflow:hidden">
<tr><td bgcolor="${fill}" style="padding:18px 32px;background:${fill};color:${on};font-size:16px;line-height:24px;font-weight:650">${escapeHtml(business)}</td></tr>
<tr><td style="padding:28px 32px">
<h1 style="margin:0 0 ${intro ? 8 : 20}px;font-size:20px;line-height:28px;font-weight:650;letter-spacing:-0.01em;color:#1b1920">${escapeHtml(heading)}</h1>
${intro ? `<p style="margin:0 0 20px;font-size:15px;line-height:24px;color:#535159">${escapeHtml(intro)}</p>` : ""}
${said.map((one) => bubbleOf(one)).join("\n")}
${button ? buttonOf(button, fill, on) : ""}
${hint ? `<p style="margin:12px 0 0;${GREY}">${escapeHtml(hint)}</p>` : ""}
${earlier?.said.length ? earlierOf(earlier) : ""}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e4e3e8;${GREY}">${escapeHtml(footnote)} <a href="${escapeHtml(stop.url)}" style="color:#535159">${escapeHtml(stop.label)}</a></p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function bubbleOf(one: SaidInMail): string {
  return `<p style="margin:0 0 4px;${GREY}"><strong style="color:#1b1920">${escapeHtml(one.author)}</strong> · ${escapeHtml(one.at)}</p>
<div dir="auto" style="margin:0 0 16px;padding:12px 16px;border-radius:4px 14px 14px 14px;background:${one.isOurs ? "#f0eff3" : "#faf9fb"};font-size:15px;line-height:22px;color:#1b1920;word-break:break-word">${bodyOf(one)}</div>`;
}

function earlierOf({ heading, said }: { heading: string; said: readonly SaidInMail[] }): string {
  const lines = said.map(
    (one) =>
      `<p dir="auto" style="margin:0 0 8px;${GREY};word-break:break-word"><strong>${escapeHtml(one.author)}</strong> · ${escapeHtml(one.at)}<br>${bodyOf(one)}</p>`,
  );
  return `<h2 style="margin:28px 0 10px;font-size:13px;line-height:20px;font-weight:600;color:#535159">${escapeHtml(heading)}</h2>
<blockquote style="margin:0;padding:0 0 0 12px;border-left:3px solid #e4e3e8">${lines.join("\n")}</blockquote>`;
}

function bodyOf({ text, files, isOurs }: SaidInMail): string {
  const words = isOurs ? linked(text) : escapeHtml(text);
  const names = files.map((name) => `<em>${escapeHtml(name)}</em>`);
  return [...(text ? [words.replaceAll("\n", "<br>")] : []), ...names].join("<br>");
}

/** Bounded, as everything that reads what people wrote. Only web addresses: nothing a mail reader could run. */
const ADDRESS = /https?:\/\/[^\s<>"']{1,2000}/g;

function linked(text: string): string {
  let end = 0;
  let html = "";
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const url = found.replace(/[.,;:!?)\]]+$/, "");
    html += `${escapeHtml(text.slice(end, index))}<a href="${escapeHtml(url)}" style="color:#5b21b6">${escapeHtml(url)}</a>`;
    end = index + url.length;
  }
  return html + escapeHtml(text.slice(end));
}

function buttonOf({ label, url }: { label: string; url: string }, fill: string, on: string): string {
  return `<p style="margin:8px 0 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${fill};color:${on};font-size:15px;line-height:20px;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>`;
}

/** White text where it reads 4.5 : 1 (WCAG 2.2), else near-black, else the colour darkened until white does. */
export function readable(colour: string): { fill: string; on: string } {
  let fill = /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : "#8127e8";
  if (1.05 / (luminance(fill) + 0.05) >= 4.5) return { fill, on: "#ffffff" };
  if ((luminance(fill) + 0.05) / (luminance("#111010") + 0.05) >= 4.5) return { fill, on: "#111010" };
  while (1.05 / (luminance(fill) + 0.05) < 4.5) fill = darker(fill);
  return { fill, on: "#ffffff" };
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex).map((value) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function darker(hex: string): string {
  return `#${channels(hex)
    .map((v) =>
      Math.floor(v * 0.97)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
