import { handleDesk } from "./inbound/desk";
import { handleRealtimeAuth } from "./inbound/realtime-auth";
import { handleWebhook } from "./inbound/receive";
import { handleAdmin } from "./rest/admin/handler";
import { handleContacts } from "./rest/contacts/handler";
import { handleFiles } from "./rest/files/handler";
import { handleCron } from "./rest/operations/cron";
import { handleHealth, handleReady } from "./rest/operations/health";
import { handleMetrics } from "./rest/operations/metrics";
import { handleWidget } from "./rest/widget/handler";
import { handleTrpc } from "./trpc/handler";

/** `holds`: it answers once there is something to tell, so that a long wait is nothing to be warned of. */
export type Edge = { prefix: string; handle: (request: Request) => Promise<Response>; holds?: true };

/**
 * The ways in, each a plain function. server/main.ts mounts them in front of Next, which is 50 times cheaper than a
 * route handler; app/api mounts the same ones where there is no server of ours.
 */
export const edges: readonly Edge[] = [
  { prefix: "/api/trpc", handle: handleTrpc },
  { prefix: "/api/widget", handle: handleWidget },
  { prefix: "/api/files", handle: handleFiles },
  { prefix: "/api/contacts", handle: handleContacts },
  { prefix: "/api/v1/admin", handle: handleAdmin },
  { prefix: "/api/realtime", handle: handleRealtimeAuth },
  { prefix: "/api/webhooks", handle: handleWebhook },
  { prefix: "/api/desk", handle: handleDesk },
];

/** For whoever runs the installation; every process answers them, whatever its roles. */
export const operations: readonly Edge[] = [
  { prefix: "/api/health", handle: handleHealth },
  { prefix: "/api/ready", handle: handleReady },
  { prefix: "/api/metrics", handle: handleMetrics },
  { prefix: "/api/cron", handle: handleCron },
];
