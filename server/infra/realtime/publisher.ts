/**
 * One message for the sockets in any of `rooms`; a socket in several of them may get it several times. Hosted Pusher takes no
 * `data` over 10 KB of JSON: keep it below, and let the client fetch what is larger.
 */
export type RoomMessage = {
  rooms: readonly string[];
  event: string;
  data: unknown;
  /** The sender's own socket, which is left out. */
  exceptSocketId?: string;
};

export type RealtimeUser = { id: string; info?: Record<string, unknown> };

/** What a browser needs to connect. Without a host it is hosted Pusher in `cluster`; `host: null` means the page's own. */
export type RealtimeClientConfig = {
  key: string;
  cluster: string;
  host: string | null;
  port: number | null;
  tls: boolean | null;
  hosted: boolean;
};

/** The way out to sockets, whoever serves them: the embedded hub, hosted Pusher, or a hub in another process. */
export type RealtimePublisher = {
  /** Returns at once and never throws: what is lost here, the change feed repairs. */
  publish(messages: readonly RoomMessage[]): void;
  /** False where certainly no socket is connected that could hear. */
  reachesAny(): boolean;
  /** Closes every socket signed in as this user; they reconnect with the rooms they may still have. */
  terminateUser(userId: string): Promise<void>;
  /**
   * Pusher's channel authorisation. A presence- channel needs the user. With a user the embedded hub also binds a private-
   * channel: where it requires a signed-in user, only the socket signed in as this one may use the signature, so that
   * `terminateUser` reaches it. Throws when socketId or channel is malformed.
   */
  authorizeChannel(
    socketId: string,
    channel: string,
    user?: RealtimeUser,
  ): { auth: string; channel_data?: string };
  authenticateUser(socketId: string, user: RealtimeUser): { auth: string; user_data: string };
  clientConfig: RealtimeClientConfig;
  close(): Promise<void>;
};
