import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { CredentialField } from "../contract";

/** Without TLS only inside one's own network: names without a public ending, and addresses. */
const LOCAL = /^(localhost|[^.]+|.+\.(localhost|internal|local|test)|\d+(\.\d+){3}|\[.+\])$/;

export const ApiCredentials = z.object({
  url: z
    .url({ protocol: /^https?$/, error: "is an address that begins with https://" })
    .max(500)
    .refine(isSafe, "has to begin with https:// outside your own network")
    .refine(isNameless, "is without a user name or password"),
  /** Signs both ways; 24 to 64 bytes (Standard Webhooks, "Signature scheme"). */
  secret: z
    .string()
    .trim()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "is whsec_ and 24 to 64 bytes in base64")
    .default(() => `whsec_${randomBytes(32).toString("base64")}`),
  /** Two systems may both know a “customer 7”: each inbox's names are its own. */
  namespace: z
    .string()
    .regex(/^[a-z0-9]{12}$/)
    .default(() => randomBytes(6).toString("hex")),
});
export type ApiCredentials = z.infer<typeof ApiCredentials>;

function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || LOCAL.test(hostname);
}

function isNameless(url: string): boolean {
  return !URL.canParse(url) || new URL(url).username + new URL(url).password === "";
}

export const API_FIELDS: readonly CredentialField[] = [
  {
    name: "url",
    label: "Your address",
    hint: "Replies, receipts and reactions are posted to it, signed.",
    example: "https://crm.example.com/parley",
  },
  {
    name: "secret",
    label: "Signing secret",
    hint: "Left empty, we make one and show it once. It signs in both directions.",
    example: "whsec_…",
    isSecret: true,
    isOptional: true,
    staysHere: true,
  },
];
