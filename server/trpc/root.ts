import "../wiring";
import { router } from "./init";
import { account } from "./routers/account";
import { attributes } from "./routers/attributes";
import { bridge } from "./routers/bridge";
import { business } from "./routers/business";
import { canned } from "./routers/canned";
import { contacts } from "./routers/contacts";
import { conversations } from "./routers/conversations";
import { deliveries } from "./routers/deliveries";
import { inboxes } from "./routers/inboxes";
import { invitations } from "./routers/invitations";
import { labels } from "./routers/labels";
import { macros } from "./routers/macros";
import { mailStops } from "./routers/mail-stops";
import { members } from "./routers/members";
import { messages } from "./routers/messages";
import { notifications } from "./routers/notifications";
import { outbox } from "./routers/outbox";
import { pairing } from "./routers/pairing";
import { profile } from "./routers/profile";
import { ratings } from "./routers/ratings";
import { replies } from "./routers/replies";
import { search } from "./routers/search";
import { segments } from "./routers/segments";
import { session } from "./routers/session";
import { sessions } from "./routers/sessions";
import { sync } from "./routers/sync";
import { teams } from "./routers/teams";
import { templates } from "./routers/templates";
import { views } from "./routers/views";

/** Every procedure of the product, one router a module. */
export const appRouter = router({
  account,
  bridge,
  business,
  attributes,
  contacts,
  canned,
  conversations,
  deliveries,
  inboxes,
  invitations,
  labels,
  macros,
  members,
  messages,
  notifications,
  outbox,
  pairing,
  profile,
  segments,
  replies,
  search,
  mailStops,
  ratings,
  session,
  sessions,
  sync,
  teams,
  templates,
  views,
});

export type AppRouter = typeof appRouter;
