import { getConnection } from "../../modules/inboxes/connection";
import { createInbox } from "../../modules/inboxes/create";
import { getAccountHealth } from "../../modules/inboxes/health";
import {
  endOldIdentitySecrets,
  listIdentitySecrets,
  revealIdentitySecret,
  rotateIdentitySecret,
} from "../../modules/inboxes/identity-secret";
import { setInboxMembers } from "../../modules/inboxes/membership";
import { listPausedInboxes } from "../../modules/inboxes/pause";
import { listInboxes } from "../../modules/inboxes/queries";
import { listConnectableFor, listUnofficial } from "../../modules/inboxes/risk";
import {
  ChangeCredentials,
  CheckConnection,
  ConnectInbox,
  CreateInbox,
  InboxId,
  MoveInbox,
  SetInboxEnabled,
  SetInboxMembers,
  SignUpInbox,
  UpdateInbox,
} from "../../modules/inboxes/schema";
import {
  getInboxSettings,
  listInboxSettings,
  setInboxEnabled,
  updateInbox,
} from "../../modules/inboxes/settings";
import { listSilentInboxes } from "../../modules/inboxes/silence";
import { announceAgain } from "../../modules/sending/announce";
import { changeCredentials, checkConnection, connectAndAnnounce } from "../../modules/sending/connect";
import { moveInbox } from "../../modules/sending/move";
import { tryInboxAgain } from "../../modules/sending/pause";
import { refreshHealth } from "../../modules/sending/refresh";
import { listSignUps, signUpInbox } from "../../modules/sending/sign-up";
import { CheckSite, UpdateWebsite } from "../../modules/visitors/schema";
import { checkSite } from "../../modules/visitors/site-check";
import { getWebsite, updateWebsite } from "../../modules/visitors/website";
import { router, tenantProcedure } from "../init";

const SEE_SETTINGS = ["channel_view", "settings_channels"] as const;

export const inboxes = router({
  list: tenantProcedure(["channel_view", "conversation_view_all", "conversation_view_assigned"]).query(
    ({ ctx }) => listInboxes(ctx),
  ),
  listSettings: tenantProcedure(SEE_SETTINGS).query(({ ctx }) => listInboxSettings(ctx)),
  settings: tenantProcedure(SEE_SETTINGS)
    .input(InboxId)
    .query(({ ctx, input }) => getInboxSettings(ctx, input)),
  create: tenantProcedure("channel_create")
    .input(CreateInbox)
    .mutation(({ ctx, input }) => createInbox(ctx, input)),
  /** Those an inbox can be made of, with what each asks for. */
  channels: tenantProcedure(["channel_create", "channel_configure"]).query(({ ctx }) =>
    listConnectableFor(ctx),
  ),
  /** Those that their network may end at any time. */
  unofficial: tenantProcedure([...SEE_SETTINGS, "channel_configure"]).query(({ ctx }) => listUnofficial(ctx)),
  /** Another channel of the same network, with all conversations kept. */
  move: tenantProcedure("channel_configure")
    .input(MoveInbox)
    .mutation(({ ctx, input }) => moveInbox(ctx, input)),
  connect: tenantProcedure("channel_create")
    .input(ConnectInbox)
    .mutation(({ ctx, input }) => connectAndAnnounce(ctx, input)),
  /** Channels that are connected by their provider's own page, with what its button needs. */
  signUps: tenantProcedure("channel_create").query(() => listSignUps()),
  signUp: tenantProcedure("channel_create")
    .input(SignUpInbox)
    .mutation(({ ctx, input }) => signUpInbox(ctx, input)),
  /** Asks the provider about credentials that are given, or kept; nothing is stored. */
  check: tenantProcedure(["channel_create", "channel_configure"])
    .input(CheckConnection)
    .mutation(({ ctx, input }) => checkConnection(ctx, input)),
  connection: tenantProcedure("channel_configure")
    .input(InboxId)
    .query(({ ctx, input }) => getConnection(ctx, input)),
  changeCredentials: tenantProcedure("channel_configure")
    .input(ChangeCredentials)
    .mutation(({ ctx, input }) => changeCredentials(ctx, input)),
  /** What the provider last said of the account behind the inbox. */
  health: tenantProcedure("channel_configure")
    .input(InboxId)
    .query(({ ctx, input }) => getAccountHealth(ctx, input)),
  refreshHealth: tenantProcedure("channel_configure")
    .input(InboxId)
    .mutation(({ ctx, input }) => refreshHealth(ctx, input)),
  announce: tenantProcedure("channel_configure")
    .input(InboxId)
    .mutation(({ ctx, input }) => announceAgain(ctx, input)),
  update: tenantProcedure("channel_configure")
    .input(UpdateInbox)
    .mutation(({ ctx, input }) => updateInbox(ctx, input)),
  setEnabled: tenantProcedure("channel_configure")
    .input(SetInboxEnabled)
    .mutation(({ ctx, input }) => setInboxEnabled(ctx, input)),
  website: tenantProcedure(SEE_SETTINGS)
    .input(InboxId)
    .query(({ ctx, input }) => getWebsite(ctx, input)),
  updateWebsite: tenantProcedure("channel_configure")
    .input(UpdateWebsite)
    .mutation(({ ctx, input }) => updateWebsite(ctx, input)),
  /** Says what keeps the chat from a page. */
  checkSite: tenantProcedure("channel_configure")
    .input(CheckSite)
    .mutation(({ ctx, input }) => checkSite(ctx, input)),
  identitySecrets: tenantProcedure("channel_configure")
    .input(InboxId)
    .query(({ ctx, input }) => listIdentitySecrets(ctx, input)),
  revealIdentitySecret: tenantProcedure("channel_configure")
    .input(InboxId)
    .mutation(({ ctx, input }) => revealIdentitySecret(ctx, input)),
  rotateIdentitySecret: tenantProcedure("channel_configure")
    .input(InboxId)
    .mutation(({ ctx, input }) => rotateIdentitySecret(ctx, input)),
  endOldIdentitySecrets: tenantProcedure("channel_configure")
    .input(InboxId)
    .mutation(({ ctx, input }) => endOldIdentitySecrets(ctx, input)),
  paused: tenantProcedure("channel_configure").query(({ ctx }) => listPausedInboxes(ctx)),
  /** Busy ones that hear nothing. */
  silent: tenantProcedure("channel_configure").query(({ ctx }) => listSilentInboxes(ctx)),
  /** Sending goes on after the provider has refused us. */
  resume: tenantProcedure("channel_configure")
    .input(InboxId)
    .mutation(({ ctx, input }) => tryInboxAgain(ctx, input)),
  setMembers: tenantProcedure("team_manage")
    .input(SetInboxMembers)
    .mutation(({ ctx, input }) => setInboxMembers(ctx, input)),
});
