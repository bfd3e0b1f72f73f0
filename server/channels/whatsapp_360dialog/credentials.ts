import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { CredentialField } from "../contract";

/** One key is one number (contract 360dialog). */
export const DialogCredentials = z.object({
  apiKey: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,200}$/, "is one word of at least 8 letters, digits and signs"),
  baseUrl: z
    .url({ protocol: /^https$/, error: "is an address that begins with https://" })
    .max(200)
    .optional(),
  /** Behind the inbox in the webhook's address: deliveries carry no signature. */
  secretPath: z
    .string()
    .regex(/^[A-Za-z0-9_-]{32,128}$/, "has 32 to 128 letters, digits, - or _")
    .default(() => randomBytes(32).toString("base64url")),
});
export type DialogCredentials = z.infer<typeof DialogCredentials>;

export const DIALOG_FIELDS: readonly CredentialField[] = [
  {
    name: "apiKey",
    label: "API key",
    hint: "In the 360dialog hub beside the number, under API keys. The rest is done for you.",
    isSecret: true,
  },
  {
    name: "baseUrl",
    label: "Base address",
    hint: "Only where your number is served at another one than ours.",
    example: "https://waba-v2.360dialog.io",
    isOptional: true,
  },
];
