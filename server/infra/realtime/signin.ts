import type { Connection } from "./connection";
import type { HubCore } from "./hub-core";
import { SIGNED_IN_USERS, userChannel } from "./names";
import { CODE, errorText, isRecord, signedInText } from "./protocol";
import { isAuthFor, userText } from "./signature";
import { subscribeHeld } from "./subscribe";
import { watchlistText } from "./watchers";

/** Signs the socket in as a user, for good: it cannot become another one. A refusal closes it. */
export function signIn(core: HubCore, connection: Connection, auth: string, userData: string): void {
  const user = isAuthFor(core.app, userText(connection.id, userData), auth) ? readUser(core, userData) : null;
  const refusal = refuseUser(core, connection, user);
  if (!user || refusal) {
    core.close(connection, CODE.unauthorized, refusal ?? "");
    return;
  }
  if (connection.userId === null) enterAs(core, connection, user.id);
  core.fanout.send(connection, signedInText(userData));
  watch(core, connection, user.watchlist);
  subscribeHeld(core, connection);
}

function refuseUser(core: HubCore, connection: Connection, user: SignedInUser | null): string | null {
  if (!user) return "The sign-in is not authorised.";
  if (connection.userId !== null && connection.userId !== user.id) {
    return "The connection is signed in as another user.";
  }
  return core.terminations.isTooOld(user.id, connection.openedAt) ? "You got disconnected by the app." : null;
}

function enterAs(core: HubCore, connection: Connection, userId: string): void {
  core.fanout.flush();
  connection.userId = userId;
  core.channels.join(connection, userChannel(userId));
  const isFirstHere = core.roster.join(SIGNED_IN_USERS, userId, "null", connection.id);
  if (isFirstHere) core.relay?.join(SIGNED_IN_USERS, userId, "null");
}

type SignedInUser = { id: string; watchlist: string[] };

function readUser(core: HubCore, userData: string): SignedInUser | null {
  let data: unknown;
  try {
    data = JSON.parse(userData);
  } catch {
    return null;
  }
  if (!isRecord(data)) return null;
  const { id, watchlist } = data;
  if (typeof id !== "string" || id === "" || id.length > core.limits.userIdLength) return null;
  const isList = Array.isArray(watchlist) && watchlist.every((entry) => typeof entry === "string");
  if (watchlist !== undefined && !isList) return null;
  return { id, watchlist: isList ? watchlist : [] };
}

function watch(core: HubCore, connection: Connection, watchlist: string[]): void {
  const { watchlistUsers } = core.limits;
  if (watchlist.length > watchlistUsers) {
    const message = `A watchlist may have ${watchlistUsers} users.`;
    core.fanout.send(connection, errorText(CODE.watchlistTooLong, message));
    return;
  }
  core.watchers.watch(connection, watchlist);
  if (watchlist.length === 0) return;
  const online = watchlist.filter((userId) => core.roster.has(SIGNED_IN_USERS, userId));
  const offline = watchlist.filter((userId) => !online.includes(userId));
  core.fanout.send(connection, watchlistText(online, offline));
}

/** Closes this process's sockets of the user; none that is open now can sign in as this user again. */
export function terminateHere(core: HubCore, userId: string): void {
  core.terminations.add(userId, performance.now());
  const sockets = core.channels.get(userChannel(userId))?.subscribers ?? [];
  for (const connection of [...sockets]) {
    core.close(connection, CODE.unauthorized, "You got disconnected by the app.");
  }
}
