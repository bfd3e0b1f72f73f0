import { makeMember } from "../../prisma/seed/factories";
import { signIn } from "./people";
import { percentile } from "./statistics";
import type { Stack } from "./testbed";
import { getBytes, Wire } from "./wire";

/** One may ask 1,200 times a minute; four administrators in turn stay below it. */
const READERS = 4;

export type Page = { items: { id: string }[]; nextCursor: string | null };
export type Reader = {
  /** The answer's data to one query procedure. */
  ask: <T>(procedure: string, input: unknown) => Promise<T>;
  close: () => void;
};

/** Administrators of the hot tenant, signed in, on one kept-alive connection. */
export async function openReader(stack: Stack): Promise<Reader> {
  const { hot } = stack.bulk;
  const { rows } = await stack.db.pool.query<{ id: string }>("select id from inbox where tenant_id = $1", [
    hot.tenantId,
  ]);
  const cookies: string[] = [];
  for (let i = 0; i < READERS; i++) {
    const member = await makeMember(stack.db, {
      tenantId: hot.tenantId,
      role: "administrator",
      inboxIds: [rows[0]!.id],
    });
    cookies.push(await signIn(stack.url, member.user.email));
  }
  const wire = await Wire.open(stack.port);
  let turn = 0;
  return {
    async ask<T>(procedure: string, input: unknown): Promise<T> {
      const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      const headers = { cookie: cookies[turn++ % cookies.length]!, "x-parley-tenant": hot.slug };
      const { status, body } = await wire.send(getBytes(`/api/trpc/${procedure}${query}`, headers));
      if (status !== 200) throw new Error(`${procedure} answered ${status}: ${body.slice(0, 300)}`);
      return (JSON.parse(body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1)) as { result: { data: T } })
        .result.data;
    },
    close: () => wire.close(),
  };
}

/** The p95 in milliseconds of so many runs, one after the other. */
export async function p95Of(count: number, run: (i: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await run(i);
    times.push(performance.now() - start);
  }
  return percentile(times, 0.95);
}
