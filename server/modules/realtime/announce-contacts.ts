import { runtime } from "../../infra/runtime";
import type { ContactChange } from "../contacts/live";
import type { LiveContact } from "../contacts/schema";
import { rooms } from "./rooms";

/** Tells whoever may see contacts which have changed, right after the commit; what they hold of them they ask for again. */
export function announceContacts({ tenantId, ids, what }: ContactChange): void {
  const data: LiveContact = { ids, what };
  runtime().realtime.publish([{ rooms: [rooms.contacts(tenantId)], event: "contact", data }]);
}
