/** A mail as its parts; one description gives the HTML and its plain text twin. */
export type MailParts = {
  subject: string;
  heading: string;
  paragraphs: readonly string[];
  button?: { label: string; url: string };
  /** Small print below the button. */
  footnote: string;
};

/** `fromName` in the place of the installation's own name; `headers` beside those of every mail. */
export type RenderedMail = {
  subject: string;
  text: string;
  html: string;
  fromName?: string;
  headers?: Record<string, string>;
};

export function renderMail(parts: MailParts): RenderedMail {
  return { subject: oneLine(parts.subject), text: textOf(parts), html: htmlOf(parts) };
}

/** Header fields hold one line; a name with a line break in it must not begin another header. */
export function oneLine(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return value.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, " ").trim();
}

export function escapeHtml(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function textOf({ heading, paragraphs, button, footnote }: MailParts): string {
  const action = button ? [`${button.label}:\n${button.url}`] : [];
  return `${[heading, ...paragraphs, ...action, footnote].map((part) => part.trim()).join("\n\n")}\n`;
}

const FONT = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function htmlOf({ subject, heading, paragraphs, button, footnote }: MailParts): string {
  const lines = paragraphs.map(
    (line) =>
      `<p style="margin:0 0 16px;font-size:15px;line-height:24px;color:#1b1920">${escapeHtml(line)}</p>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(oneLine(subject))}</title></head>
<body style="margin:0;padding:0;background:#f4f3f6;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f3f6"><tr><td align="center" style="padding:40px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border:1px solid #e4e3e8;border-radius:12px"><tr><td style="padding:36px 36px 28px">
<p style="margin:0 0 24px;font-size:15px;line-height:20px;font-weight:650;color:#8127e8">Parley</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:30px;font-weight:650;letter-spacing:-0.02em;color:#1b1920">${escapeHtml(heading)}</h1>
${lines.join("\n")}
${button ? buttonOf(button) : ""}
<p style="margin:24px 0 0;padding-top:20px;border-top:1px solid #e4e3e8;font-size:13px;line-height:20px;color:#6c6a73">${escapeHtml(footnote)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function buttonOf({ label, url }: { label: string; url: string }): string {
  const href = escapeHtml(url);
  return `<p style="margin:8px 0 20px"><a href="${href}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#8127e8;color:#ffffff;font-size:15px;line-height:20px;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>
<p style="margin:0;font-size:13px;line-height:20px;color:#6c6a73">Or copy this address: <a href="${href}" style="color:#7920dc;word-break:break-all">${href}</a></p>`;
}
