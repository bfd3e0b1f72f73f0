import { z } from "zod";

/** The largest seq the database can hold (int4). */
export const MAX_SEQ = 2_147_483_647;

/** An opaque keyset cursor: base64url of the JSON of the last row's sort key. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return btoa(JSON.stringify(key)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A Zod type that reads such a cursor back, refusing anything of another shape. */
export function cursorOf<T extends z.ZodType>(key: T) {
  return z
    .string()
    .max(300)
    .transform((text, ctx): z.infer<T> => {
      try {
        const parsed = key.safeParse(JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/"))));
        if (parsed.success) return parsed.data;
      } catch {}
      ctx.addIssue({ code: "custom", message: "This page marker is not valid. Load the list again." });
      return z.NEVER;
    });
}
