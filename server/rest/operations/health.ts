import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { json } from "../respond";

const ping = statement<{ one: number }>("ready_ping", "select 1 as one");
const TIMEOUT_MS = 2_000;

/** 200 while the process lives; asks nothing of the database, so that an outage there restarts nobody. */
export async function handleHealth(): Promise<Response> {
  return json({ status: "ok", uptimeSeconds: Math.round(process.uptime()) });
}

/** 200 when this process can do its work, else 503 with what is missing. */
export async function handleReady(): Promise<Response> {
  const database = await answersInTime();
  return json({ status: database ? "ready" : "unavailable", checks: { database } }, database ? 200 : 503);
}

async function answersInTime(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), TIMEOUT_MS);
  });
  const asked = runtime()
    .db.sql(ping, [])
    .then(
      () => true,
      () => false,
    );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
