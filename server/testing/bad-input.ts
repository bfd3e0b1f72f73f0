import type { Db } from "../infra/db";

export type Asked = { method?: string; headers?: Record<string, string>; body?: BodyInit };
export type Door = (request: Request) => Promise<Response>;

/** Asks a door as it would be asked over HTTP from one address. `text` is the beginning of the answer. */
export async function ask(door: Door, path: string, { method = "POST", headers = {}, body }: Asked = {}) {
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers: { "x-parley-ip": "192.0.2.33", ...headers },
    body,
    ...(body !== undefined && { duplex: "half" }),
  });
  const response = await door(request);
  return { status: response.status, text: (await response.text()).slice(0, 500) };
}

const JSON_TYPE = { "content-type": "application/json" };
const TEN_MB = `{"text":"${"x".repeat(10 * 1024 * 1024)}"}`;

/** Bodies that no door expects. A fresh one for each use, as a stream can be read only once. */
export const BAD_BODIES: readonly (readonly [name: string, make: () => Asked])[] = [
  ["nothing", () => ({ headers: JSON_TYPE, body: "" })],
  ["malformed JSON", () => ({ headers: JSON_TYPE, body: '{"a":' })],
  ["JSON of the wrong type", () => ({ headers: JSON_TYPE, body: '[null,1,"x"]' })],
  ["a deep nest", () => ({ headers: JSON_TYPE, body: "[".repeat(50_000) })],
  [
    "__proto__",
    () => ({ headers: JSON_TYPE, body: '{"__proto__":{"isAdmin":true},"constructor":{"prototype":1}}' }),
  ],
  [
    "bytes that are no UTF-8",
    () => ({ headers: JSON_TYPE, body: Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]) }),
  ],
  [
    "a form of odd names",
    () => ({ headers: { "content-type": "application/x-www-form-urlencoded" }, body: "%ff=%00&a[b]=1&=" }),
  ],
  ["10 MB", () => ({ headers: JSON_TYPE, body: TEN_MB })],
  ["10 MB without a length", () => ({ headers: JSON_TYPE, body: new Blob([TEN_MB]).stream() })],
];

/** How many rows each table holds: what must not change when something was refused. */
export async function rowCounts(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  const counts = rows.map(({ name }) => `select '${name}' as name, count(*)::int4 as n from "${name}"`);
  return JSON.stringify((await db.pool.query(counts.join(" union all "))).rows);
}
