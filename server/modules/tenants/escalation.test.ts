import { beforeAll, expect, it } from "vitest";
import { makeMember, makeTenant, memberCtx } from "../../../prisma/seed/factories";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { PERMISSIONS, type Permission } from "../../core/permissions";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { createUser, prepareUser } from "../accounts/users";
import { invite } from "./invitations";
import { joinByInvitation } from "./joining";
import { loadMemberById } from "./member-actor";
import { deactivateMember, reactivateMember, setRole } from "./members";
import { ROLES } from "./schema";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

/** mulberry32: the same walk every time, so that a failure can be repeated by its seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

it.each(Array.from({ length: 12 }, (_, i) => i + 1))(
  "no allowed call gives anybody a permission its caller lacks (walk %i)",
  async (seed) => {
    const next = random(seed);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
    const some = (share: number) => PERMISSIONS.filter(() => next() < share);
    const tenant = await makeTenant(rt.db);
    const owner = await makeMember(rt.db, { tenantId: tenant.id, role: "owner", isPrimaryOwner: true });
    const team = [owner];
    for (let i = 0; i < 5; i++) {
      const granted = [...some(0.1), ...(["team_invite", "team_manage", "role_assign"] as const)];
      team.push(
        await makeMember(rt.db, { tenantId: tenant.id, role: pick(ROLES), granted, revoked: some(0.05) }),
      );
    }
    const passwordHash = (await prepareUser({ email: "a@b.example", name: "A", password: "long enough" }))
      .passwordHash;

    async function held(): Promise<Map<string, ReadonlySet<Permission>>> {
      const rows = await rt.db.prisma.member.findMany({
        where: { tenantId: tenant.id },
        select: { id: true },
      });
      const actors = await Promise.all(rows.map((row) => loadMemberById(rt.db.sql, tenant.id, row.id)));
      return new Map(rows.map((row, i) => [row.id, actors[i]?.permissions ?? new Set<Permission>()]));
    }

    /** Invites somebody and reads the link's token from the mail that is owed, then joins with it. */
    async function inviteAndJoin(ctx: ReturnType<typeof memberCtx>): Promise<void> {
      const email = `${newId()}@example.com`;
      await invite(ctx, { email, role: pick(ROLES) });
      const entry = await rt.db.prisma.outboxEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
      const token = (entry.payload as { data: { link: string } }).data.link.split("/").at(-1)!;
      await rt.db.transaction(async (tx) => {
        const user = await createUser(tx, { email, name: "New", passwordHash });
        await joinByInvitation(tx, token, { id: user.id, email, traceId: "t", ip: "" });
      });
    }

    let allowed = 0;
    for (let step = 0; step < 20; step++) {
      const caller = pick(team);
      const before = await held();
      const own = before.get(caller.id) ?? new Set();
      if (own.size === 0) continue;
      const ctx = memberCtx({
        ...caller,
        role: (await loadMemberById(rt.db.sql, tenant.id, caller.id))!.role,
      });
      const memberId = pick([...before.keys()]);
      const calls: (() => Promise<void>)[] = [
        () => setRole(ctx, { memberId, role: pick(ROLES) }),
        () => deactivateMember(ctx, { memberId }),
        () => reactivateMember(ctx, { memberId }),
        () => inviteAndJoin(ctx),
      ];
      try {
        await pick(calls)();
        allowed++;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.code).toMatch(/^(forbidden|conflict|not_found)$/);
      }
      for (const [id, now] of await held()) {
        const gained = [...now].filter((permission) => !before.get(id)?.has(permission));
        expect(
          gained.filter((permission) => !own.has(permission)),
          `step ${step}`,
        ).toEqual([]);
      }
    }
    expect(allowed).toBeGreaterThan(0);
    const primary = await rt.db.prisma.member.findUniqueOrThrow({ where: { id: owner.id } });
    expect(primary).toMatchObject({ role: "owner", isPrimaryOwner: true, deactivatedAt: null });
  },
);
