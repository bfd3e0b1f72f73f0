import type { Actor } from "../../core/ctx";
import type { TenantId } from "../../core/ids";
import { Prisma, type Tx } from "../../infra/db";

/** What was done to what, with the state before and after as plain JSON. Never put a secret in it. */
export type AuditRecord = {
  /** noun.verb, e.g. "member.set_role". */
  action: string;
  target: { kind: string; id: string };
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
};

/** Records a change in the transaction that makes it. */
export async function audit(
  tx: Tx,
  ctx: { tenantId: TenantId; actor: Actor; traceId: string; ip: string },
  record: AuditRecord,
): Promise<void> {
  await tx.prisma.auditEntry.create({
    data: {
      tenantId: ctx.tenantId,
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      action: record.action,
      targetKind: record.target.kind,
      targetId: record.target.id,
      before: record.before ?? Prisma.DbNull,
      after: record.after ?? Prisma.DbNull,
      ip: ctx.ip,
      traceId: ctx.traceId,
    },
  });
}

function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case "member":
      return actor.memberId;
    case "visitor":
      return actor.identityId;
    case "system":
      return actor.name;
  }
}
