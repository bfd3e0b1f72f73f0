import { randomBytes } from "node:crypto";
import { z } from "zod";

export const TelegramCredentials = z.object({
  botToken: z
    .string()
    .regex(
      /^\d{5,20}:[A-Za-z0-9_-]{20,100}$/,
      "is not a token as @BotFather gives it: digits, a colon, letters",
    ),
  /** Telegram repeats it with every update. */
  secretToken: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/, "has 16 to 256 letters, digits, - or _")
    .default(() => randomBytes(32).toString("base64url")),
  /** Accounts of connected Telegram Business users. */
  ownerIds: z.array(z.number().int()).default([]),
});
export type TelegramCredentials = z.infer<typeof TelegramCredentials>;
