import type {
  AttributeDefinitionDto,
  AttributeSubject,
  AttributeValue,
  ContactDetail,
  ContactField,
  LiveContact,
} from "../../server/modules/contacts/schema";
import type { Engine } from "../realtime/engine";
import { createSignal } from "../realtime/signal";
import { type Failure, failureOf } from "../trpc/failure";

export type ContactPatch = Partial<Record<ContactField, string>> & {
  attributes?: Record<string, AttributeValue | null>;
};
/** What is known of one contact: as the server has it, with what we have just changed laid over it. */
export type HeldContact = { contact: ContactDetail | null; failure: Failure | null };

const NOTHING: HeldContact = { contact: null, failure: null };
const TOGETHER_MS = 120;
const ASK_AFTER_MS = 150;

/** The contacts that panels and pages show, followed live: asked for again whenever they are said to have changed. */
export function createContactStore(engine: Engine) {
  const { api } = engine;
  const signal = createSignal();
  const held = new Map<string, HeldContact>();
  const base = new Map<string, ContactDetail>();
  const patches = new Map<string, Set<ContactPatch>>();
  const watched = new Map<string, number>();
  const stale = new Set<string>();
  let definitions: Record<AttributeSubject, AttributeDefinitionDto[]> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(id: string, failure: Failure | null = null): void {
    let contact = base.get(id) ?? null;
    for (const patch of patches.get(id) ?? []) contact = contact && withPatch(contact, patch);
    held.set(id, { contact, failure });
    signal.changed();
  }

  function take(detail: ContactDetail): void {
    const known = base.get(detail.id);
    if (known && known.updatedAt > detail.updatedAt) return;
    base.set(detail.id, detail);
    show(detail.id);
  }

  async function load(id: string): Promise<void> {
    try {
      const detail = await api.contacts.get.query({ contactId: id });
      if (detail.id !== id) base.set(id, detail);
      take(detail);
      if (detail.id !== id) show(id);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === "not_found") base.delete(id);
      show(id, failure);
    }
  }

  async function loadDefinitions(): Promise<void> {
    try {
      const all = await api.attributes.list.query({});
      const of = (subject: AttributeSubject) => all.filter((one) => one.subject === subject);
      definitions = { contact: of("contact"), conversation: of("conversation") };
      signal.changed();
    } catch {
      // Without them the panel shows the fields that everybody has; the next change or focus asks again.
    }
  }

  function heard({ ids }: LiveContact): void {
    for (const id of watched.keys()) if (!ids || ids.includes(id)) stale.add(id);
    if (!ids) void loadDefinitions();
    if (stale.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const due = [...stale];
      stale.clear();
      for (const id of due) void load(id);
    }, TOGETHER_MS);
  }
  engine.onContacts.add(heard);
  engine.onConnected.add(() => heard({ ids: null, what: "updated" }));

  return {
    subscribe: signal.subscribe,
    get: (id: string) => held.get(id) ?? NOTHING,
    /** Null until they have come. The same list until they change. */
    definitions: (subject: AttributeSubject) => definitions?.[subject] ?? null,
    load,
    /** While somebody shows it. Returns how to stop. */
    watch(id: string): () => void {
      watched.set(id, (watched.get(id) ?? 0) + 1);
      // Walking through conversations with J and K asks for nobody on the way.
      const asking = setTimeout(() => {
        void load(id);
        if (!definitions) void loadDefinitions();
      }, ASK_AFTER_MS);
      return () => {
        clearTimeout(asking);
        const left = (watched.get(id) ?? 1) - 1;
        if (left > 0) watched.set(id, left);
        else watched.delete(id);
      };
    },
    /** Shown at once, taken back when refused. Returns why, or null. */
    async edit(id: string, patch: ContactPatch): Promise<Failure | null> {
      const own = patches.get(id) ?? new Set();
      patches.set(id, own);
      own.add(patch);
      show(id);
      try {
        const { contact, twins } = await api.contacts.update.mutate({ contactId: id, ...patch });
        own.delete(patch);
        const known = base.get(id);
        if (known) take({ ...known, ...contact, twins });
        return null;
      } catch (error) {
        own.delete(patch);
        show(id);
        return failureOf(error);
      }
    },
  };
}
export type ContactStore = ReturnType<typeof createContactStore>;

function withPatch(contact: ContactDetail, { attributes, ...fields }: ContactPatch): ContactDetail {
  const values = { ...contact.attributes };
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === "") delete values[key];
    else values[key] = value;
  }
  const cleared = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value || null]));
  return { ...contact, ...cleared, name: fields.name ?? contact.name, attributes: values };
}
