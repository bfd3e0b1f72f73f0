import type { ProviderApp, Wire } from "../../channels/contract";
import { ProviderSilent } from "../../channels/outbound";
import { findChannel, listChannels } from "../../channels/registry";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { runtime } from "../../infra/runtime";
import type { SignUpInbox, SignUpListed } from "../inboxes/schema";
import { callerOf } from "./call";
import { type ConnectedInbox, connectWith } from "./connect";

const TIMEOUT_MS = 30_000;

/** The channels that can be connected by their provider's own pages here, with what their button needs; no secret. */
export function listSignUps(): SignUpListed[] {
  return listChannels().flatMap(({ key, wire }) => {
    const app = wire?.signUp && appOf(wire.signUp);
    return app ? [{ channel: key, appId: app.id, configId: app.config }] : [];
  });
}

function appOf({ env: names }: NonNullable<Wire["signUp"]>): (ProviderApp & { config: string }) | null {
  const { env } = runtime();
  const [id, secret, config] = [env[names.id], env[names.secret], env[names.config]];
  return id && secret && config ? { id, secret, config } : null;
}

/**
 * A new inbox of what a provider's page has handed to the browser; the provider is told where to deliver. Throws bad_request
 * with words for what is not as the page said, unavailable, not_found where this installation has no app there.
 */
export async function signUpInbox(ctx: MemberCtx, input: SignUpInbox): Promise<ConnectedInbox> {
  const { channel, name, code, account, number = null } = input;
  const wire = findChannel(channel)?.wire;
  const app = wire?.signUp && appOf(wire.signUp);
  if (!wire?.signUp || !app)
    throw new AppError("not_found", "This installation has no app at the provider.", { field: "channel" });
  const call = callerOf(wire, {}, AbortSignal.timeout(TIMEOUT_MS));
  const signed = await wire.signUp
    .exchange({ app, code, chosen: { account, number }, call })
    .catch((error: unknown) => {
      if (!(error instanceof ProviderSilent)) throw error;
      throw new AppError("unavailable", "Meta did not answer. Connect with it once more.");
    });
  if (signed.type === "failed") {
    const { reason, fix } = signed.failure;
    throw new AppError("bad_request", `${reason} ${fix}`, { field: "code" });
  }
  return connectWith(ctx, wire, { channel, name, credentials: signed.credentials });
}
