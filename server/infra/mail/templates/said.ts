import { z } from "zod";
import { Name } from "./fields";

/** One message as a mail in a business's name shows it. */
export const SaidOf = z.object({
  author: Name,
  at: z.string().max(60),
  text: z.string().max(21_000),
  files: z.array(Name).max(20),
  isOurs: z.boolean(),
});
