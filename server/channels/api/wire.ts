import { z } from "zod";

// What a customer's system sends (docs/api-channel.md). Fields that we do not know cost nothing.

const Id = z.string().min(1).max(200);
const Time = z.iso.datetime({ offset: true }).optional();
const Named = z.string().max(500).nullish();

const Contact = z
  .looseObject({
    id: Id.optional(),
    phone: z
      .string()
      .regex(/^\+?\d{5,15}$/, "is a telephone number like +447700900123")
      .optional(),
    name: Named,
    username: Named,
  })
  .refine(({ id, phone }) => id ?? phone, "needs an id or a phone");
export type Contact = z.infer<typeof Contact>;

const File = z.looseObject({
  url: z.url({ protocol: /^https?$/, error: "is an address of a file" }).max(2000),
  contentType: z.string().max(200).default("application/octet-stream"),
  name: Named,
  size: z.number().int().nonnegative().nullish(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullish(),
  isVoice: z.boolean().default(false),
});
const Location = z.looseObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: Named,
  address: Named,
});
const Card = z.looseObject({
  name: z.string().max(500),
  phones: z.array(z.string()).default([]),
  emails: z.array(z.string()).default([]),
});

const author = z.enum(["contact", "us"]).default("contact");
export const Message = z.looseObject({
  type: z.literal("message"),
  id: Id,
  at: Time,
  author,
  contact: Contact,
  group: z.looseObject({ id: Id, name: Named }).nullish(),
  text: z.string().default(""),
  files: z.array(File).max(10).default([]),
  location: Location.nullish(),
  contacts: z.array(Card).min(1).nullish(),
  choice: z.looseObject({ id: Id, title: z.string().max(500) }).nullish(),
  replyTo: Id.nullish(),
});
export type Message = z.infer<typeof Message>;

export const Event = z.discriminatedUnion("type", [
  Message,
  z.looseObject({ type: z.literal("edit"), message: Id, text: z.string(), at: Time, author }),
  z.looseObject({ type: z.literal("revoke"), message: Id, at: Time, author }),
  z.looseObject({
    type: z.literal("reaction"),
    message: Id,
    emoji: z.string().max(40).nullable(),
    contact: Contact,
    at: Time,
    author,
  }),
  z.looseObject({
    type: z.literal("status"),
    message: Id,
    status: z.enum(["sent", "delivered", "read", "played", "failed"]),
    at: Time,
    error: z.looseObject({ code: z.string().max(100).optional(), reason: z.string().max(300) }).nullish(),
  }),
  z.looseObject({ type: z.literal("renamed"), from: Contact, contact: Contact, at: Time }),
  z.looseObject({ type: z.literal("typing"), contact: Contact, isTyping: z.boolean(), at: Time }),
  z.looseObject({
    ...{ type: z.literal("call"), id: Id, contact: Contact, at: Time },
    outcome: z.enum(["rang", "rejected", "missed", "answered"]),
    seconds: z.number().int().min(0).max(1_000_000).nullish(),
  }),
  z.looseObject({ type: z.literal("reachable"), contact: Contact, isReachable: z.boolean(), at: Time }),
]);
export type Event = z.infer<typeof Event>;

export const Batch = z.looseObject({ events: z.array(z.unknown()).min(1).max(1000) });

/** What it may say to a message it has taken, or not. */
export const Taken = z.looseObject({ id: Id.optional() });
export const Refused = z.looseObject({
  error: z.looseObject({ code: z.string().max(100).optional(), reason: z.string().max(300).optional() }),
});
