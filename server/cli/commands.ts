import { DELIVERY_STATES } from "../modules/deliveries/schema";
import { OUTBOX_STATES } from "../modules/sending/schema";
import type { Command } from "./main";
import type { OptionName } from "./options";

/** A flag with what it takes and what that means. */
type Flags = Partial<Record<OptionName, [takes: string, means: string]>>;
/** One command: how it is asked for, what it says when it ends, and where its work is; that is loaded when it is asked for. */
export type CommandLine = {
  does: string;
  needs?: Flags;
  takes?: Flags;
  example: string;
  /** Beside 0 (done), 1 (refused) and 2 (asked wrongly). */
  exits?: Record<number, string>;
  work: (() => Promise<Command>) | null;
};

const TENANT: Flags = { tenant: ["slug", "the business, as it stands in its address"] };
const LIMIT: Flags = { limit: ["count", "how many, 1 to 500; 50 unless told"] };

export const COMMANDS: Record<string, CommandLine> = {
  doctor: {
    does: "Checks database, migrations, outbox, realtime, mail, storage and clock, and says how to mend each.",
    example: "doctor",
    exits: { 1: "something is broken" },
    work: async () => (await import("./doctor")).doctor,
  },
  "tenants list": {
    does: "Every business, with its people and conversations.",
    example: "tenants list --json",
    work: async () => (await import("./tenants")).listTenants,
  },
  "tenants create": {
    does: "Opens a business with a website inbox. A new owner's password is told once.",
    needs: { name: ["business", "what it is called"], owner: ["e-mail", "whose it is"] },
    takes: {
      "owner-name": ["name", "of the owner; the e-mail's first part unless told"],
      password: ["password", "of a new owner; one is made unless told"],
    },
    example: 'tenants create --name "Acme Ltd" --owner ann@acme.example',
    work: async () => (await import("./tenants")).createTenantByHand,
  },
  "conversations export": {
    does: "Contacts, conversations, messages and attachments as one JSON object, at one moment.",
    needs: TENANT,
    takes: { out: ["file", "where to write it; to the output unless told"] },
    example: "conversations export --tenant acme --out acme.json",
    work: async () => (await import("./export")).exportConversations,
  },
  "inboxes create": {
    does: "Connects an inbox to its provider, and tells the provider where to deliver where that can be told; “warning” says what is left to do.",
    needs: {
      ...TENANT,
      channel: ["key", "telegram, whatsapp_cloud, whatsapp_web, whatsapp_360dialog or api"],
      name: ["name", "what the inbox is called"],
      credentials: ["file.json", "what the provider gave you, as JSON"],
    },
    example: 'inboxes create --tenant acme --channel telegram --name "Our bot" --credentials bot.json --json',
    work: async () => (await import("./inboxes")).createInbox,
  },
  "inboxes announce": {
    does: "Tells an inbox's provider once more where to deliver.",
    needs: { ...TENANT, inbox: ["id", "the inbox"] },
    example: "inboxes announce --tenant acme --inbox 01a2…",
    exits: { 3: "the provider did not take it: “warning” says why" },
    work: async () => (await import("./inboxes")).announceInbox,
  },
  "inboxes status": {
    does: "Every connected inbox: whether it is heard, what waits, why it is paused, and its phone.",
    needs: TENANT,
    example: "inboxes status --tenant acme",
    work: async () => (await import("./inboxes")).showInboxes,
  },
  "deliveries list": {
    does: "What providers have delivered, newest first.",
    needs: TENANT,
    takes: {
      inbox: ["id", "of one inbox only"],
      state: [DELIVERY_STATES.join("|"), "only those"],
      ...LIMIT,
    },
    example: "deliveries list --tenant acme --state failed",
    work: async () => (await import("./deliveries")).listLedger,
  },
  "deliveries replay": {
    does: "Has one delivery understood once more; what it brought before, it does not bring twice.",
    needs: { ...TENANT, id: ["delivery", "as deliveries list shows it"] },
    example: "deliveries replay --tenant acme --id 01a2…",
    work: async () => (await import("./deliveries")).replay,
  },
  "outbox list": {
    does: "What was owed to the world and what became of it, newest first; --state open shows what is still owed.",
    needs: TENANT,
    takes: { state: [["open", ...OUTBOX_STATES].join("|"), "only those; dead was given up"], ...LIMIT },
    example: "outbox list --tenant acme --state dead",
    work: async () => (await import("./outbox")).listOutbox,
  },
  "outbox retry": {
    does: "Tries an entry now that waits for its next try, or once more one that was given up.",
    needs: { ...TENANT, id: ["entry", "as outbox list shows it"] },
    example: "outbox retry --tenant acme --id 1042",
    work: async () => (await import("./outbox")).retryEntry,
  },
  "keys rotate": {
    does: "Wraps the keys of all businesses under a new master key, while everything runs.",
    example: "keys rotate",
    exits: { 1: "some keys are opened by no master key" },
    work: async () => (await import("./keys")).rotateKeys,
  },
  "staging reset": {
    does: "The demo businesses as on the first day (PARLEY_ENV=staging or the embedded database).",
    example: "staging reset",
    work: async () => (await import("./staging")).resetStaging,
  },
  "db migrate": {
    does: "Runs the migrations that are missing; npm start does that by itself.",
    example: "db migrate",
    work: async () => (await import("./migrate")).migrateByHand,
  },
  "db stop": {
    does: "Stops the embedded database.",
    example: "db stop",
    // It is not to be opened for this.
    work: null,
  },
};
