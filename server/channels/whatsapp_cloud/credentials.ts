import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { CredentialField } from "../contract";

const Id = z.string().regex(/^\d{5,30}$/, "is a number of 5 to 30 digits");

/** Of one number. The app secret is the app's and serves all its numbers and accounts. */
export const CloudCredentials = z.object({
  phoneNumberId: Id,
  wabaId: Id.optional(),
  accessToken: z.string().min(1, "is missing").max(2000),
  appSecret: z.string().min(1, "is missing").max(200),
  apiVersion: z
    .string()
    .regex(/^v\d{2}\.\d$/, "is a version like v23.0")
    .optional(),
  /** Meta proves with it that it asks for our address. */
  verifyToken: z
    .string()
    .min(8, "has at least 8 characters")
    .max(200)
    .default(() => randomBytes(24).toString("base64url")),
  /** Of the number's two-step verification: it is registered with it. */
  pin: z
    .string()
    .regex(/^\d{6}$/, "is six digits")
    .optional(),
  /** Connected by Meta's own pages, with this installation's app: the rest is done for the person. */
  isSignedUp: z.boolean().optional(),
});
export type CloudCredentials = z.infer<typeof CloudCredentials>;

export const CLOUD_FIELDS: readonly CredentialField[] = [
  {
    name: "phoneNumberId",
    label: "Phone number ID",
    hint: "In Meta's app dashboard under WhatsApp, API setup. It is not the telephone number.",
    example: "106540352242922",
  },
  {
    name: "accessToken",
    label: "Access token",
    hint: "Of a system user with whatsapp_business_messaging and whatsapp_business_management.",
    isSecret: true,
  },
  {
    name: "appSecret",
    label: "App secret",
    hint: "In Meta's app dashboard under App settings, Basic. It proves that a delivery is Meta's.",
    isSecret: true,
  },
  {
    name: "wabaId",
    label: "WhatsApp Business account ID",
    hint: "Beside the phone number ID. Needed for templates, and for what Meta says of the account.",
    isOptional: true,
  },
  {
    name: "verifyToken",
    label: "Verify token",
    hint: "Meta proves with it that it asks for this address. Left empty, one is made for you.",
    isOptional: true,
  },
  {
    name: "pin",
    label: "Two-step PIN",
    hint: "Six digits that you have given the number in WhatsApp Manager. Only where it was connected by Meta's pages.",
    isSecret: true,
    isOptional: true,
  },
  {
    name: "apiVersion",
    label: "Graph API version",
    hint: "Only where your app needs another one than ours.",
    example: "v23.0",
    isOptional: true,
  },
];
