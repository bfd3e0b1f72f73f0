import { z } from "zod";
import { type Channel, wire } from "../../channels/contract";
import type { InboundItem } from "../../channels/inbound";
import { ProviderSilent } from "../../channels/outbound";

// A channel that nobody has: all that adding one takes is such a folder, and its line in the registry (added-channel.test.ts).

const Settings = z.object({}).catch({});
const Loft = z.object({
  loft: z.url({ error: "is the address of a loft" }),
  ring: z.string().min(1, "is missing"),
});
type Loft = z.infer<typeof Loft>;
const Note = z.object({ number: z.string(), from: z.string(), words: z.string() });
/** Ink runs where it is smudged. */
const Load = z.object({ to: z.string(), words: z.string().regex(/^[^~]*$/) });
const Landed = z.object({ number: z.string() });

function parse(payload: unknown, receivedAt: Date): InboundItem[] {
  const { number, from, words } = Note.parse(payload);
  return [
    {
      type: "message",
      ...{ externalId: number, at: receivedAt, author: "contact", content: words },
      person: { ids: [{ scope: "loft", value: from }], name: from, phone: null, username: null },
      ...{ group: null, files: [], extra: null, replyTo: null, isForwarded: false },
      ...{ referral: null, album: null, route: null },
    },
  ];
}

export const pigeon: Channel<typeof Settings> = {
  key: "pigeon",
  name: "Carrier pigeon",
  lead: "Notes of few words, by air.",
  glyph: { icon: "bird", tint: "#5D5B63" },
  capabilities: {
    ...{ maxTextLength: 140, attachments: null, typing: false, readReceipts: false },
    ...{ replyWindowHours: null, delivery: "push", rating: null, hasInstallLine: false },
  },
  settings: Settings,
  wire: wire<Loft>({
    credentials: Loft,
    fields: [
      { name: "loft", label: "Loft", hint: "Where your pigeons land." },
      { name: "ring", label: "Ring number", hint: "On the bird's left leg.", isSecret: true },
    ],
    check: async () => ({ type: "known", facts: [{ label: "Birds", value: "12" }] }),
    handsOut: () => ({}),
    isFromProvider: ({ headers }, { ring }) => headers.get("x-ring") === ring,
    parse: (payload, { receivedAt }) => parse(payload, receivedAt),
    address: { usual: "https://loft.invalid", own: ({ loft }) => loft },
    pacing: { inbox: 0, recipient: 0, group: 0 },
    captionLength: () => 0,
    async fetchFile() {
      throw new ProviderSilent("A pigeon carries no files.", false);
    },
    async send({ to, text }, { credentials: { ring }, call }) {
      const json = Load.parse({ to: to[0]?.value, words: text });
      const answer = await call("/fly", { method: "POST", headers: { "x-ring": ring }, json });
      return { type: "sent", externalId: Landed.parse(answer.json).number };
    },
  }),
};
