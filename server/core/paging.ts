import { z } from "zod";

/** The largest seq the database can hold (int4). */
export const MAX_SEQ = 2_147_483_647;

/** An opaque keyset cursor: base64url of the JSON of the last row's sort key. */
export function encodeCursor(key: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** A Zod type that reads such a cursor back, refusing anything of another shape. */
export function cursorOf<T extends z.ZodType>(key: T) {
  return z
    .string()
    .max(1500)
    .transform((text, ctx): z.infer<T> => {
      try {
        const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
          c.charCodeAt(0),
        );
        const parsed = key.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
        if (parsed.success) return parsed.data;
      } catch {}
      ctx.addIssue({ code: "custom", message: "This page marker is not valid. Load the list again." });
      return z.NEVER;
    });
}
