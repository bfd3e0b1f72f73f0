import "../wiring";
import { AppError } from "../core/errors";
import { Uuid } from "../core/ids";
import { textResponse } from "../infra/node-http/light-response";
import { enqueue } from "../infra/outbox/enqueue";
import { wakeOutbox } from "../infra/outbox/wake";
import { readBody, requestMeta } from "../infra/request";
import { runtime } from "../infra/runtime";
import { TAKE_KIND } from "../modules/bridge/album";
import { openBridgeById } from "../modules/bridge/open";
import { keyOf, queueOf } from "../modules/bridge/take";
import { refusal } from "../rest/respond";

const MAX_BYTES = 1024 * 1024;
const ADDRESS = /^\/api\/desk\/([^/]+)\/?$/;

/**
 * `/api/desk/<bridgeId>`: what the network says of the group that a team answers from. Proved, kept as owed work under the
 * digest of its bytes, answered 200 with nothing in it, and only then understood. 401 for what proves nothing, 413 past 1 MB.
 */
export async function handleDesk(request: Request): Promise<Response> {
  const meta = requestMeta(request.headers);
  try {
    const [, id = ""] = ADDRESS.exec(new URL(request.url).pathname) ?? [];
    const { sql } = runtime().db;
    const bridge = Uuid.safeParse(id).success ? await openBridgeById(sql, id) : null;
    if (!bridge) throw new AppError("not_found", "No group is answered from at this address.");
    if (request.method !== "POST") return textResponse("", 405, { allow: "POST" });
    const body = await readBody(request, MAX_BYTES);
    const { desk, given, tenant_id: tenantId } = bridge;
    if (!desk.isFromProvider({ headers: request.headers, body, path: "" }, given.credentials)) {
      runtime().log.warn(
        { tenantId, bridgeId: id, traceId: meta.traceId, ip: meta.ip },
        "a delivery to a bridge without its secret",
      );
      return textResponse("", 401, {});
    }
    const update = Buffer.from(body).toString("utf8");
    const { lane, waitMs } = queueOf(bridge, parsed(update));
    const owed = {
      kind: TAKE_KIND,
      lane,
      idempotencyKey: keyOf(id, body),
      payload: { bridgeId: id, update },
    };
    const runAt = waitMs > 0 ? new Date(Date.now() + waitMs) : undefined;
    await enqueue(sql, [{ ...owed, tenantId, traceId: meta.traceId, runAt }]);
    wakeOutbox();
    // The network would execute what stands in the answer's body.
    return textResponse("", 200, {});
  } catch (error) {
    return refusal(error, meta);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("bad_request", "This is not JSON.");
  }
}
