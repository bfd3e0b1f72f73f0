import { isChannelName, isPresence, isSocketId, isUserChannel, needsAuth } from "./names";
import type { RealtimePublisher, RealtimeUser } from "./publisher";
import { authFor, channelText, type PusherApp, userText } from "./signature";

/**
 * Pusher's signatures for a client's subscriptions and sign-in. Names are checked first: a channel or socket id with ":" in it
 * could make one signature stand for something else.
 */
export function createAuthorizer(
  app: PusherApp,
  /** Our own hub also binds a private channel to its user (see `authorizeChannel`); other servers may not know that. */
  canBindUsers: boolean,
): Pick<RealtimePublisher, "authorizeChannel" | "authenticateUser"> {
  return {
    authorizeChannel(socketId, channel, user) {
      refuseMalformed(socketId, channel);
      if (isPresence(channel) && !user) throw new Error("A presence channel needs the user who enters it.");
      const isBound = user !== undefined && (isPresence(channel) || canBindUsers);
      if (!isBound) return { auth: authFor(app, channelText(socketId, channel)) };
      const channelData = JSON.stringify({ user_id: user.id, user_info: user.info });
      return { auth: authFor(app, channelText(socketId, channel, channelData)), channel_data: channelData };
    },
    authenticateUser(socketId, user) {
      if (!isSocketId(socketId)) throw new Error("The socket id must look like 123.456.");
      const userData = JSON.stringify({ id: idOf(user), user_info: user.info });
      return { auth: authFor(app, userText(socketId, userData)), user_data: userData };
    },
  };
}

function refuseMalformed(socketId: string, channel: string): void {
  if (!isSocketId(socketId)) throw new Error("The socket id must look like 123.456.");
  if (!isChannelName(channel) || isUserChannel(channel) || !needsAuth(channel)) {
    throw new Error("Only private and presence channels with a well-formed name can be authorised.");
  }
}

function idOf(user: RealtimeUser): string {
  if (user.id === "") throw new Error("A realtime user needs an id.");
  return user.id;
}
