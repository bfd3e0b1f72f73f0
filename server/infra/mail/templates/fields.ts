import { z } from "zod";

/** A person's or a business's name, or any short text of theirs. */
export const Name = z.string().max(200);
/** Where a button leads: a web address and nothing a mail reader could run. */
export const Link = z.url({ protocol: /^https?$/ }).max(2000);
