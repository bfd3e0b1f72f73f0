import { z } from "zod";

/**
 * A website's origin as browsers name it, from what people type: "shop.example", "https://shop.example/basket". An address
 * without its scheme is meant to be https.
 */
export const Origin = z
  .string()
  .trim()
  .max(300)
  .transform((text, ctx) => {
    const origin = originOf(text);
    if (origin) return origin;
    const fix = text.includes(",") && originOf(text.replaceAll(",", "."));
    const message = fix
      ? `Use a full stop, not a comma: ${new URL(fix).host}`
      : `A website's address looks like https://shop.example, not “${text.slice(0, 60)}”`;
    ctx.addIssue({ code: "custom", message });
    return z.NEVER;
  });

function originOf(text: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (/[\s,]/.test(address) || !URL.canParse(address)) return null;
  const { protocol, hostname, origin, username } = new URL(address);
  const isHost = hostname === "localhost" || /^[^.].*\.[^.]+$/.test(hostname);
  return /^https?:$/.test(protocol) && isHost && !username ? origin : null;
}
