import type { MemberActor } from "../../core/ctx";
import type { TenantId } from "../../core/ids";
import type { Segment } from "./list-order";
import type { ConversationView, ListedStatus } from "./schema";
import { READ_COLUMNS, SUMMARY_COLUMNS } from "./summary";
import { visibilityOf, visibleSql } from "./visibility";

/** Collects the values of one statement; each is named once. Nothing that comes from outside is ever part of the text. */
export function createValues() {
  const values: unknown[] = [];
  const seen = new Map<unknown, string>();
  return {
    values,
    /** The placeholder of a value, with its type. */
    put(value: unknown, type: string): string {
      const key = `${type} ${Array.isArray(value) ? JSON.stringify(value) : String(value)}`;
      const known = seen.get(key);
      if (known) return known;
      values.push(value);
      const name = `$${values.length}::${type}`;
      seen.set(key, name);
      return name;
    },
  };
}
export type Values = ReturnType<typeof createValues>;

/** What a list holds, ready to be walked: `conditions` are SQL over the alias `c`, `from` where they are looked for. */
export type Source = {
  from: string;
  conditions: readonly string[];
};

export type Listed = {
  tenantId: TenantId;
  actor: MemberActor;
  view: ConversationView;
  of: string | null;
  status: ListedStatus;
  /** The compiled filter, over the alias `c`. */
  filter: ((values: Values) => string) | null;
};

const HERE = "conversation c";
const QUEUE = (values: Values, actor: MemberActor) =>
  `c.assignee_id is null and c.inbox_id = any(${values.put(actor.inboxIds, "uuid[]")})`;

/**
 * The ways in which the actor sees what the view holds. Each is walked in list order along its own index, so that depth
 * costs nothing; together they are the view within the visibility predicate.
 */
export function sourcesOf(list: Listed, values: Values): Source[] {
  const { actor } = list;
  const v = visibilityOf(actor);
  const member = () => values.put(actor.memberId, "uuid");
  const common = [
    `c.tenant_id = ${values.put(list.tenantId, "uuid")}`,
    ...(list.status === "any" ? [] : [`c.status = '${list.status}'::conversation_status`]),
    "c.merged_into_id is null",
    ...facetOf(list, values),
    ...(list.filter ? [list.filter(values)] : []),
  ];
  const source = (condition: string | null, from = HERE): Source => ({
    from,
    conditions: condition ? [...common, condition] : common,
  });
  const participating = () =>
    source(
      `p.tenant_id = ${values.put(list.tenantId, "uuid")} and p.member_id = ${member()}`,
      "conversation_participant p join conversation c on c.id = p.conversation_id",
    );
  if (list.view === "participating") {
    const visible = visibleSql(v, member(), values.put(actor.inboxIds, "uuid[]"));
    const { from, conditions } = participating();
    return [{ from, conditions: [...conditions, visible] }];
  }
  if (v.all) return [source(null)];
  if (list.view === "mine" && v.assigned) return [source(null)];
  return [
    ...(v.assigned && list.view !== "unassigned" ? [source(`c.assignee_id = ${member()}`)] : []),
    ...(v.queue && list.view !== "mine" ? [source(QUEUE(values, actor))] : []),
    ...(v.participating ? [participating()] : []),
  ];
}

/** What the view itself asks of a conversation, beside who may see it. */
function facetOf({ view, of, actor, tenantId }: Listed, values: Values): string[] {
  const id = () => values.put(of, "uuid");
  switch (view) {
    case "mine":
      return [`c.assignee_id = ${values.put(actor.memberId, "uuid")}`];
    case "unassigned":
      return ["c.assignee_id is null"];
    case "inbox":
      return [`c.inbox_id = ${id()}`];
    case "team":
      return [`c.team_id = ${id()}`];
    case "label":
      return [
        `exists (select 1 from conversation_label l where l.conversation_id = c.id and l.label_id = ${id()})`,
      ];
    case "mentions":
      return [
        `c.id in (select n.conversation_id from mention n where n.tenant_id = ${values.put(tenantId, "uuid")}
          and n.member_id = ${values.put(actor.memberId, "uuid")} and n.read_at is null)`,
      ];
    case "closing":
      return ["c.window_closes_at > now() and c.window_closes_at <= now() + interval '4 hours'"];
    case "unattended":
      return ["(c.first_reply_at is null or c.waiting_since is not null)"];
    default:
      return [];
  }
}

/** One page of one segment of the order: every way walked to `limit` rows, then merged. */
export function pageSql(
  list: Listed,
  segment: Segment,
  after: { key: string | number; id: string } | null,
  limit: number,
  values: Values,
): string {
  const { column, type, direction } = segment.by;
  const most = values.put(limit, "int");
  const tie = segment.isUnique ? "" : `, %.id ${direction}`;
  const order = (alias: string) => `order by ${alias}.${column} ${direction}${tie.replace("%", alias)}`;
  const beyond = () => {
    if (!after) return [];
    const key = values.put(after.key, type);
    const sign = direction === "asc" ? ">" : "<";
    if (segment.isUnique) return [`c.${column} ${sign} ${key}`];
    return [`(c.${column}, c.id) ${sign} (${key}, ${values.put(after.id, "uuid")})`];
  };
  const member = values.put(list.actor.memberId, "uuid");
  const where = segment.where ? [segment.where(member)] : [];
  const ways = sourcesOf(list, values).map(
    ({ from, conditions }) =>
      `(select c.* from ${from} where ${[...conditions, ...where, ...beyond()].join(" and ")} ${order("c")} limit ${most})`,
  );
  const rows = ways.length ? ways.join("\n union ") : `(select c.* from ${HERE} where false)`;
  return `with page as (select c.* from (${rows}) c ${order("c")} limit ${most})
    select ${SUMMARY_COLUMNS}, ${READ_COLUMNS}
    from page c
    join contact k on k.id = c.contact_id
    left join conversation_read r on r.member_id = ${member} and r.conversation_id = c.id
    ${order("c")}`;
}
