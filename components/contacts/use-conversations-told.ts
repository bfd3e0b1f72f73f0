import { useEffect, useRef } from "react";
import type { LiveContact } from "../../server/modules/contacts/schema";
import type { LiveChange } from "../../server/modules/conversations/schema";
import { useWorkspace } from "../realtime/context";

const TOGETHER_MS = 300;

/** Calls `again` when one of the contact's conversations, but for `except`, or the contact has changed, and after a time without connection. */
export function useConversationsTold(contactId: string, again: () => void, except?: string): void {
  const { engine } = useWorkspace();
  const latest = useRef(again);
  useEffect(() => {
    latest.current = again;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function soon() {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), TOGETHER_MS);
    }
    function hear(event: string, data: unknown) {
      if (event === "gone") return soon();
      if (event !== "change") return;
      const { id, contact } = (data as LiveChange).conversation;
      if (contact.id === contactId && id !== except) soon();
    }
    const hearContact = ({ ids }: LiveContact) => void ((!ids || ids.includes(contactId)) && soon());
    engine.heard.add(hear);
    engine.onContacts.add(hearContact);
    engine.onConnected.add(soon);
    return () => {
      clearTimeout(timer);
      engine.heard.delete(hear);
      engine.onContacts.delete(hearContact);
      engine.onConnected.delete(soon);
    };
  }, [engine, contactId, except]);
}
