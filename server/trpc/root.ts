import "../wiring";
import { router } from "./init";
import { account } from "./routers/account";
import { conversations } from "./routers/conversations";
import { inboxes } from "./routers/inboxes";
import { invitations } from "./routers/invitations";
import { labels } from "./routers/labels";
import { members } from "./routers/members";
import { messages } from "./routers/messages";
import { session } from "./routers/session";
import { sessions } from "./routers/sessions";
import { sync } from "./routers/sync";

/** Every procedure of the product, one router a module. */
export const appRouter = router({
  account,
  conversations,
  inboxes,
  invitations,
  labels,
  members,
  messages,
  session,
  sessions,
  sync,
});

export type AppRouter = typeof appRouter;
