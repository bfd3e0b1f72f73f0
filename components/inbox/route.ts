import type { ConversationView } from "../../server/modules/conversations/schema";
import { type ListedStatus, VIEWS } from "../realtime/views";

/** What the address says: which list, which conversation, and on a phone whether its details are shown. */
export type Route = {
  view: ConversationView;
  status: ListedStatus;
  conversationId: string | null;
  showsDetails: boolean;
};

type Params = { get: (name: string) => string | null };

export function readRoute(conversationId: string | null | undefined, params: Params): Route {
  const view = VIEWS.find((name) => name === params.get("view")) ?? "mine";
  return {
    view,
    status: params.get("status") === "resolved" ? "resolved" : "open",
    conversationId: conversationId && /^[0-9a-f-]{36}$/i.test(conversationId) ? conversationId : null,
    showsDetails: params.get("details") === "1",
  };
}

/** The route of an address inside this inbox. */
export function parsePath(tenantSlug: string, url: URL): Route {
  const base = `/t/${tenantSlug}/inbox/`;
  const id = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : null;
  return readRoute(id, url.searchParams);
}

export function hrefOf(tenantSlug: string, route: Route): string {
  const params = new URLSearchParams({ view: route.view });
  if (route.status !== "open") params.set("status", route.status);
  if (route.showsDetails) params.set("details", "1");
  const path = route.conversationId ? `/${route.conversationId}` : "";
  return `/t/${tenantSlug}/inbox${path}?${params}`;
}
