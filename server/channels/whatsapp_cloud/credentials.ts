import { randomBytes } from "node:crypto";
import { z } from "zod";

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
});
export type CloudCredentials = z.infer<typeof CloudCredentials>;
