import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { CredentialField } from "../contract";

export const TelegramCredentials = z.object({
  botToken: z
    .string()
    .regex(/^\d{5,20}:[A-Za-z0-9_-]{20,100}$/, "is digits, a colon and letters, as @BotFather gives it"),
  /** Telegram repeats it with every update. */
  secretToken: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/, "has 16 to 256 letters, digits, - or _")
    .default(() => randomBytes(32).toString("base64url")),
});
export type TelegramCredentials = z.infer<typeof TelegramCredentials>;

export const TELEGRAM_FIELDS: readonly CredentialField[] = [
  {
    name: "botToken",
    label: "Bot token",
    hint: "Write /newbot to @BotFather in Telegram: the answer holds it. The rest is done for you.",
    example: "700000900:AAE…",
    isSecret: true,
  },
];
