import type { TenantId } from "./ids";
import type { Permission } from "./permissions";

/** A person at work in one tenant. */
export type MemberActor = {
  kind: "member";
  memberId: string;
  userId: string;
  sessionId: string;
  name: string;
  role: string;
  level: number;
  isPrimaryOwner: boolean;
  permissions: ReadonlySet<Permission>;
  /** The inboxes this member belongs to. */
  inboxIds: readonly string[];
  /** Holds view_assigned in a tenant whose agents also see the unassigned work of their inboxes (rbac.md 4.3). */
  seesQueue: boolean;
};

/** A website visitor behind a widget token. Without an identity nothing has been written yet. */
export type VisitorActor = {
  kind: "visitor";
  inboxId: string;
  identityId: string | null;
  contactId: string | null;
  /** SHA-256 (hex) of the visitor's handle; the identity's external id. */
  handleHash: string | null;
};

/** The operator's command line, a scheduled job, a reaction. */
export type SystemActor = { kind: "system"; name: string };

export type Actor = MemberActor | VisitorActor | SystemActor;

/** What every command and query gets first: one tenant, one actor, one trace. */
export type TenantCtx<A extends Actor = Actor> = {
  tenantId: TenantId;
  actor: A;
  traceId: string;
  ip: string;
};

export type MemberCtx = TenantCtx<MemberActor>;
export type VisitorCtx = TenantCtx<VisitorActor>;

export function can(actor: Actor, permission: Permission): boolean {
  return actor.kind === "system" || (actor.kind === "member" && actor.permissions.has(permission));
}
