import "../wiring";
import { router } from "./init";
import { conversations } from "./routers/conversations";
import { inboxes } from "./routers/inboxes";
import { labels } from "./routers/labels";
import { messages } from "./routers/messages";
import { session } from "./routers/session";
import { sync } from "./routers/sync";

/** Every procedure of the product, one router a module. */
export const appRouter = router({ conversations, inboxes, labels, messages, sync, session });

export type AppRouter = typeof appRouter;
