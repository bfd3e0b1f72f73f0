import { type Filter, type Sort, STATUSES, VIEWS, type Want } from "../realtime/views";

/** What the address says: which list, which conversation, and on a phone whether its details are shown. */
export type Route = Want & {
  /** The words searched for; null outside the search. */
  search: string | null;
  /** The message to show in the conversation. */
  seq: number | null;
  conversationId: string | null;
  showsDetails: boolean;
};

type Params = { get: (name: string) => string | null };

const ID = /^[0-9a-f-]{36}$/i;
const idOf = (text: string | null | undefined) => (text && ID.test(text) ? text : null);

const SORT_NAMES = [
  "newest",
  "oldest",
  "created_newest",
  "created_oldest",
  "priority_high",
  "priority_low",
  "priority_created",
  "waiting_longest",
  "waiting_shortest",
  "unread",
] as const satisfies readonly Sort[];
export const SORTS: readonly Sort[] = SORT_NAMES;

export function readRoute(conversationId: string | null | undefined, params: Params): Route {
  const named = VIEWS.find((name) => name === params.get("view")) ?? "mine";
  const of = idOf(params.get("of"));
  const isOfSome = named === "inbox" || named === "label" || named === "team" || named === "saved";
  const seq = Number(params.get("seq"));
  return {
    view: isOfSome && !of ? "mine" : named,
    of: isOfSome ? of : null,
    status: STATUSES.find((name) => name === params.get("status")) ?? "open",
    sort: SORTS.find((name) => name === params.get("sort")) ?? "newest",
    filter: readFilter(params.get("filter")),
    search: params.get("q"),
    seq: Number.isInteger(seq) && seq > 0 ? seq : null,
    conversationId: idOf(conversationId),
    showsDetails: params.get("details") === "1",
  };
}

/** The server looks at every part of it again; here it need only have the outline of one. */
function readFilter(text: string | null): Filter | null {
  try {
    const filter = JSON.parse(text ?? "null") as Filter | null;
    return filter && Array.isArray(filter.items) && filter.items.length > 0 ? filter : null;
  } catch {
    return null;
  }
}

/** The route of an address inside this inbox. */
export function parsePath(tenantSlug: string, url: URL): Route {
  const base = `/t/${tenantSlug}/inbox/`;
  const id = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : null;
  return readRoute(id, url.searchParams);
}

export function hrefOf(tenantSlug: string, route: Route): string {
  const params = new URLSearchParams({ view: route.view });
  if (route.of) params.set("of", route.of);
  if (route.status !== "open") params.set("status", route.status);
  if (route.sort !== "newest") params.set("sort", route.sort);
  if (route.filter) params.set("filter", JSON.stringify(route.filter));
  if (route.search !== null) params.set("q", route.search);
  if (route.seq) params.set("seq", String(route.seq));
  if (route.showsDetails) params.set("details", "1");
  const path = route.conversationId ? `/${route.conversationId}` : "";
  return `/t/${tenantSlug}/inbox${path}?${params}`;
}

/** The list of a route, without what stands open beside it. */
export function wantOf({ view, of, status, sort, filter }: Route): Want {
  return { view, of, status, sort, filter };
}

/** Another list begins without what the last one was narrowed to; its order stays. */
export function changed(route: Route, change: Partial<Route>): Route {
  const calm = { ...route, showsDetails: false, seq: null };
  const fresh = { of: null, filter: null, status: "open", search: null } as const;
  return change.view ? { ...calm, ...fresh, ...change } : { ...calm, ...change };
}
