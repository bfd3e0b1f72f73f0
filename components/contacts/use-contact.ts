"use client";

import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { AttributeDefinitionDto, AttributeSubject } from "../../server/modules/contacts/schema";
import { useWorkspace } from "../realtime/context";
import type { Engine } from "../realtime/engine";
import { type ContactStore, createContactStore, type HeldContact } from "./contact-store";

const stores = new WeakMap<Engine, ContactStore>();

/** One store a tab and tenant, made when the first panel or page asks. */
export function useContactStore(): ContactStore {
  const { engine } = useWorkspace();
  return useMemo(() => {
    const store = stores.get(engine) ?? createContactStore(engine);
    stores.set(engine, store);
    return store;
  }, [engine]);
}

/** The contact, followed live while it is shown. */
export function useContact(contactId: string): HeldContact {
  const store = useContactStore();
  useEffect(() => store.watch(contactId), [store, contactId]);
  const read = () => store.get(contactId);
  return useSyncExternalStore(store.subscribe, read, read);
}

const NONE: readonly AttributeDefinitionDto[] = [];

/** The tenant's own fields; they come with the first contact that is shown. */
export function useDefinitions(subject: AttributeSubject = "contact"): readonly AttributeDefinitionDto[] {
  const store = useContactStore();
  const read = () => store.definitions(subject) ?? NONE;
  return useSyncExternalStore(store.subscribe, read, read);
}
