import { readBody } from "./http-body";
import { type Answer, batchEvents, HttpRefusal, triggerEvent, triggerUserEvent } from "./http-events";
import { describeChannel, listChannels, listUsers } from "./http-queries";
import type { HubCore } from "./hub-core";
import { refuseUnsigned } from "./signature";
import { terminateHere } from "./signin";

/** Ten events of 10 KB whose every byte JSON escapes, and their envelope. */
const MAX_BODY_BYTES = 640 * 1024;

type Call = { core: HubCore; query: URLSearchParams; body: string; name: string };
type Route = { method: "GET" | "POST"; path: RegExp; run: (call: Call) => Answer | Promise<Answer> };

const ROUTES: Route[] = [
  { method: "POST", path: /^\/events$/, run: ({ core, body }) => triggerEvent(core, body) },
  { method: "POST", path: /^\/batch_events$/, run: ({ core, body }) => batchEvents(core, body) },
  { method: "GET", path: /^\/channels$/, run: ({ core, query }) => listChannels(core, query) },
  {
    method: "GET",
    path: /^\/channels\/([^/]+)$/,
    run: ({ core, query, name }) => describeChannel(core, name, query),
  },
  { method: "GET", path: /^\/channels\/([^/]+)\/users$/, run: ({ core, name }) => listUsers(core, name) },
  {
    method: "POST",
    path: /^\/users\/([^/]+)\/events$/,
    run: ({ core, body, name }) => triggerUserEvent(core, name, body),
  },
  {
    method: "POST",
    path: /^\/users\/([^/]+)\/terminate_connections$/,
    async run({ core, name }) {
      terminateHere(core, name);
      await core.relay?.terminate(name);
      return {};
    },
  },
];

/** Pusher's HTTP API for one app. Every answer is JSON; a refusal is `{ error, code }`. */
export function createHttpApi(core: HubCore): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return answer(200, await handle(core, request));
    } catch (error) {
      if (error instanceof HttpRefusal)
        return answer(error.status, { error: error.message, code: error.status });
      core.log.error({ err: error }, "a call of the realtime HTTP API failed");
      return answer(500, { error: "Something went wrong.", code: 500 });
    }
  };
}

function answer(status: number, body: Answer): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}

async function handle(core: HubCore, request: Request): Promise<Answer> {
  const url = new URL(request.url);
  const [, apps, appId, ...rest] = url.pathname.split("/");
  if (apps !== "apps" || appId !== core.app.appId) throw new HttpRefusal(404, "The app does not exist.");
  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === null) throw new HttpRefusal(413, "The body is too large.");
  const { method } = request;
  const refusal = refuseUnsigned(core.app, {
    method,
    path: url.pathname,
    query: url.searchParams,
    body,
    nowMs: Date.now(),
  });
  if (refusal) throw new HttpRefusal(401, refusal);
  const path = `/${rest.join("/")}`;
  for (const route of ROUTES) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match) return route.run({ core, query: url.searchParams, body, name: decodeName(match[1] ?? "") });
  }
  throw new HttpRefusal(404, "There is no such call.");
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new HttpRefusal(400, "The path is not encoded properly.");
  }
}
