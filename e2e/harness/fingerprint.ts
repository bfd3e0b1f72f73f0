import type { MadeTeam, Pooled } from "../../prisma/seed/factories";

/**
 * Everything stored of a business and of its people, as one text with a line a table. What anybody may cause is left out:
 * mail to a person who is said to have forgotten the password, and the token in it.
 */
export async function fingerprint({ pool }: Pooled, team: MadeTeam): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'tenant_id' order by 1`,
  );
  const members = [team.owner, ...team.agents].map((member) => member.userId);
  const wanted = [
    ...tables.map(({ name }) => ({ name, where: "tenant_id = $1", value: team.tenant.id })),
    { name: "user", where: "id = any($1)", value: members },
    { name: "session", where: "user_id = any($1)", value: members },
  ];
  const lines = await Promise.all(
    wanted.map(async ({ name, where, value }) => {
      const text = `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from "${name}" t where ${where}`;
      return `${name} ${(await pool.query<{ sum: string }>(text, [value])).rows[0]!.sum}`;
    }),
  );
  return lines.join("\n");
}
