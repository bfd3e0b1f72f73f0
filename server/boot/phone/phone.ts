import { type DemoInboxes, joinDemoInboxes } from "../../../prisma/seed/demo-inboxes";
import type { Customer, PhoneArrival, PhoneSaid, PretendNetwork } from "../../channels/pretend";
import { getChannel } from "../../channels/registry";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import type { Env } from "../../infra/env";
import { runtime } from "../../infra/runtime";
import { tellLive } from "../../modules/conversations/live";
import { SUMMARY_COLUMNS, type SummaryRow } from "../../modules/conversations/summary";
import { webhookUrlOf } from "../../modules/inboxes/connect";
import { Courier, type Hook } from "./courier";
import { type Running, startNetworks } from "./networks";
import { type PhoneAsk, SIGNALS, type Signal } from "./schema";
import { type Difficulty, PEOPLE, PhoneState } from "./state";
import { newRef, thingOf } from "./things";

export const DEMO_SLUG = "acme";

type Chosen = { key: string; network: PretendNetwork; hook: Hook; customer: Customer };

/** The customer's phone, with the networks it is in. */
export class Phone {
  readonly state = new PhoneState();
  private readonly courier = new Courier(this.state);
  private running: Running[] = [];
  private inboxes: DemoInboxes | null = null;

  private constructor(private readonly port: number) {}

  static async open(given: Env): Promise<{ phone: Phone; env: Partial<Env> }> {
    const phone = new Phone(given.PORT);
    const arrived = (network: string, person: string, arrival: PhoneArrival) =>
      phone.arrived(network, person, arrival);
    const { running, env } = await startNetworks(given, phone.state, arrived);
    phone.running = running;
    return { phone, env };
  }

  /** Once there is a database: the demo business's inboxes lead here. */
  async join(): Promise<void> {
    const given = this.running.map(({ network, provider }) => ({
      ...{ channel: network.key, credentials: network.credentials(provider.url) },
    }));
    this.inboxes = await joinDemoInboxes(runtime().db, DEMO_SLUG, given);
    this.state.changed();
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map(({ provider }) => provider.close()));
  }

  get business(): string {
    return this.inboxes?.business ?? "";
  }

  /** Those that the demo business has an inbox in. */
  get networks(): { key: string; inboxId: string; tells: Signal[] }[] {
    return this.running.flatMap(({ network }) => {
      const inbox = this.inboxes?.byChannel[network.key];
      const [somebody] = Object.values(PEOPLE);
      const tells = SIGNALS.filter((what) => network.webhook(signalOf(what), somebody!, new Date()) !== null);
      return inbox ? [{ key: network.key, inboxId: inbox.id, tells }] : [];
    });
  }

  /** Throws bad_request, not_found. */
  async ask(ask: Extract<PhoneAsk, { type: string }>): Promise<void> {
    switch (ask.type) {
      case "again":
        return this.state.startAgain();
      case "difficulty": {
        const { type: _, ...some } = ask;
        this.state.difficulty = { ...this.state.difficulty, ...(some as Partial<Difficulty>) };
        return this.state.changed();
      }
      case "window":
        return this.closeWindow(this.chosen(ask), ask.isClosed);
      case "read":
        return this.read(this.chosen(ask));
      case "say":
        return this.say(this.chosen(ask), ask);
      case "edit": {
        const chosen = this.chosen(ask);
        const { target, text } = ask;
        const own = this.state.chat(chosen.key).messages.find(({ id }) => id === target);
        const id = chosen.network.newId(chosen.customer);
        return this.does(chosen, { type: "edit", id, target, text, hasFile: Boolean(own?.file) });
      }
      case "signal":
        return this.courier.bring({
          ...this.chosen(ask),
          act: signalOf(ask.what),
          what: ask.what,
          detail: "",
        });
      case "react": {
        const chosen = this.chosen(ask);
        const id = chosen.network.newId(chosen.customer);
        return this.does(chosen, { type: "reaction", id, target: ask.target, emoji: ask.emoji });
      }
    }
  }

  private chosen({ person, network: key }: { person: string; network: string }): Chosen {
    const network = this.running.find((one) => one.network.key === key)?.network;
    const inbox = this.inboxes?.byChannel[key];
    const customer = PEOPLE[person];
    if (!network || !inbox || !customer) throw new AppError("not_found", "There is no such chat.");
    return { key: `${person}/${key}`, network, customer, hook: this.hookOf(key, inbox) };
  }

  private hookOf(key: string, { id, credentials }: DemoInboxes["byChannel"][string]): Hook {
    const { pathname } = new URL(webhookUrlOf(getChannel(key), id, credentials));
    return { inboxId: id, url: `http://localhost:${this.port}${pathname}` };
  }

  private say(chosen: Chosen, ask: Extract<PhoneAsk, { type: "say" }>): void {
    const { text = "", attach, upload, replyTo = null, choice = null } = ask;
    const thing = attach ? thingOf(attach) : {};
    const file = upload ? uploaded(upload) : (thing.file ?? null);
    if (!text.trim() && !file && !thing.place && !thing.card && !choice)
      throw new AppError("bad_request", "There is nothing to send.");
    if (file) this.state.files.set(file.ref, file);
    const id = chosen.network.newId(chosen.customer);
    const { place = null, card = null } = thing;
    this.does(chosen, { type: "message", id, text, file, place, card, choice, replyTo });
  }

  private does(chosen: Chosen, act: PhoneSaid): void {
    const file = act.type === "message" ? act.file : null;
    const shown = file && {
      ...{ url: `/api/dev/phone/files/${file.ref}`, name: file.name, contentType: file.contentType },
    };
    this.state.did(chosen.key, act, { file: shown, format: chosen.network.format });
    const kind = act.type === "message" && file ? file.kind : act.type;
    const detail = act.type === "message" ? act.text : act.type === "reaction" ? (act.emoji ?? "") : "";
    this.courier.bring({ ...chosen, act, what: kind, detail });
    if (act.type === "message") this.state.taken(chosen.key, act.id);
  }

  private arrived(network: string, person: string, arrival: PhoneArrival): void {
    const key = `${person}/${network}`;
    this.state.arrived(key, arrival);
    if (arrival.type !== "message") return;
    const chosen = this.chosen({ person, network });
    for (const status of ["sent", "delivered"] as const) this.receipt(chosen, arrival, status);
  }

  private read(chosen: Chosen): void {
    if (this.state.difficulty.isUnread) return;
    for (const message of this.state.readAll(chosen.key)) this.receipt(chosen, message, "read");
  }

  private receipt(
    chosen: Chosen,
    { id: target, correlationId }: { id: string; correlationId: string | null },
    status: "sent" | "delivered" | "read",
  ): void {
    const act = { type: "receipt", target, correlationId, status } as const;
    this.courier.bring({ ...chosen, act, what: "status", detail: status });
  }

  private async closeWindow({ network, customer, hook }: Chosen, isClosed: boolean): Promise<void> {
    const rows = await runtime().db.sql(WINDOW, [hook.inboxId, network.aliasOf(customer), isClosed]);
    const type = "conversation.window_opened";
    tellLive(
      rows.map((row) => ({ tenantId: row.tenant_id, eventId: row.event_id, type, row, message: null })),
    );
  }

  /** The newest conversation with each of the people, by chat. */
  async conversations(): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const { network } of this.running) {
      const inbox = this.inboxes?.byChannel[network.key];
      if (!inbox) continue;
      const people = Object.entries(PEOPLE);
      const aliases = people.map(([, customer]) => network.aliasOf(customer));
      for (const { key, id } of await runtime().db.sql(CONVERSATIONS, [inbox.id, aliases])) {
        const person = people[aliases.indexOf(key)]?.[0];
        if (person) found[`${person}/${network.key}`] = id;
      }
    }
    return found;
  }
}

const signalOf = (what: Signal) => (what === "call" ? { type: what, id: newRef() } : { type: what });

function uploaded({ name, contentType, base64 }: { name: string; contentType: string; base64: string }) {
  const bytes = Buffer.from(base64, "base64");
  const isPicture = /^image\/(jpeg|png|webp)$/.test(contentType);
  const isVoice = contentType.startsWith("audio/");
  const kind = isPicture ? ("picture" as const) : isVoice ? ("voice" as const) : ("document" as const);
  return { ref: newRef(), name, contentType: contentType || "application/octet-stream", bytes, kind };
}

const OF_ALIAS = `select c.id, a.key, c.last_message_at from identity_alias a
  join conversation c on c.tenant_id = a.tenant_id and c.identity_id = a.identity_id and c.merged_into_id is null
  where a.inbox_id = $1::uuid`;
const CONVERSATIONS = statement<{ key: string; id: string }>(
  "phone_conversations",
  `select distinct on (key) key, id from (${OF_ALIAS} and a.key = any($2::text[])) x order by key, last_message_at desc`,
);
const WINDOW = statement<SummaryRow & { event_id: string }>(
  "phone_window",
  `with moved as (
     update conversation set version = version + 1,
       window_closes_at = case when $3::bool then now() - interval '1 minute' else last_message_at + interval '24 hours' end
     where window_closes_at is not null and id in (select id from (${OF_ALIAS} and a.key = $2::text) x) returning *
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, trace_id)
     select tenant_id, gen_random_uuid(), 'conversation.window_opened', id, '' from moved returning id, conversation_id
   )
   select ${SUMMARY_COLUMNS}, t.id as event_id from moved c join told t on t.conversation_id = c.id join contact k on k.id = c.contact_id`,
);
