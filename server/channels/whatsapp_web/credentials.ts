import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { CredentialField } from "../contract";

/** The gateway signs with this until its operator says otherwise, so everybody could (contract gateway §5). */
const DEFAULT_SECRET = "secret";

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password && !search && !hash;
}

const optional = (max: number, pattern: RegExp, error: string) =>
  z.string().max(max, `has at most ${max} characters`).regex(pattern, error).optional();

/** Of one device of a gateway. */
export const GatewayCredentials = z.object({
  baseUrl: z
    .string("is missing")
    .max(300, "has at most 300 characters")
    .refine(isAddress, {
      error: ({ input }) => (input === "" ? "is missing" : "is an address like https://gateway.example.com"),
    })
    .transform((text) => text.replace(/\/+$/, "")),
  /** The gateway splits its list of users at colons. */
  username: optional(100, /^[^:]+$/, "has no colon"),
  password: optional(200, /^[^:]+$/, "has no colon"),
  deviceId: optional(100, /^[\w.@:+-]+$/, "has letters, digits and . _ - only"),
  webhookSecret: z
    .string()
    .max(200, "has at most 200 characters")
    .refine(
      (text) => text !== DEFAULT_SECRET,
      "is the gateway's default, which anybody knows: choose another",
    )
    .refine((text) => text.length >= 8, "has at least 8 characters")
    .default(() => randomBytes(24).toString("base64url")),
  /** The paired account, in digits: learned when a phone is paired. */
  number: optional(20, /^\d{5,20}$/, "is a telephone number in digits, with its country code"),
});
export type GatewayCredentials = z.infer<typeof GatewayCredentials>;

export const GATEWAY_FIELDS: readonly CredentialField[] = [
  {
    name: "baseUrl",
    label: "Gateway address",
    hint: "Where your Go WhatsApp Web gateway answers, with its base path if it has one.",
    example: "https://gateway.example.com",
  },
  {
    name: "username",
    label: "User name",
    hint: "As in APP_BASIC_AUTH of the gateway.",
    isOptional: true,
  },
  {
    name: "password",
    label: "Password",
    hint: "As in APP_BASIC_AUTH of the gateway.",
    isSecret: true,
    isOptional: true,
  },
  {
    name: "webhookSecret",
    label: "Webhook secret",
    hint: "The gateway signs deliveries with it. Left empty, one is made and given to the gateway (8.10 or later); else it is WHATSAPP_WEBHOOK_SECRET.",
    isSecret: true,
    isOptional: true,
  },
  {
    name: "deviceId",
    label: "Device",
    hint: "Of several on one gateway (version 8 or later). One that is not there yet is made.",
    example: "acme-support",
    isOptional: true,
  },
  {
    name: "number",
    label: "Telephone number",
    hint: "Of the account, in digits. Learned when the phone is paired.",
    example: "447700900000",
    isOptional: true,
  },
];
