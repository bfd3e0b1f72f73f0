/** Somebody came (joined) or left, as seen over all processes. `except` is the socket that need not be told. */
export type RosterChange = {
  channel: string;
  userId: string;
  info: string;
  joined: boolean;
  except?: string;
};

type Member = { info: string; sockets: number; peers: Set<string> | null };

/** One process's members, as it tells them to the others: channel → user → user_info as JSON text. */
export type RosterSnapshot = [channel: string, members: [userId: string, info: string][]][];

/** Who is present in each presence channel: distinct users, over this process's sockets and those of its peers. */
export class Roster {
  readonly #channels = new Map<string, Map<string, Member>>();

  constructor(private readonly onChange: (change: RosterChange) => void) {}

  members(channel: string): ReadonlyMap<string, { info: string }> {
    return this.#channels.get(channel) ?? new Map();
  }

  names(): Iterable<string> {
    return this.#channels.keys();
  }

  has(channel: string, userId: string): boolean {
    return this.#channels.get(channel)?.has(userId) ?? false;
  }

  size(channel: string): number {
    return this.#channels.get(channel)?.size ?? 0;
  }

  /** One more socket of this user. True when it is the user's first one in this process, which the peers must hear. */
  join(channel: string, userId: string, info: string, socketId: string): boolean {
    const member = this.#enter(channel, userId, info, socketId);
    member.sockets += 1;
    return member.sockets === 1;
  }

  /** One socket less. True when it was the user's last one in this process. */
  leave(channel: string, userId: string): boolean {
    const member = this.#channels.get(channel)?.get(userId);
    if (!member || member.sockets === 0) return false;
    member.sockets -= 1;
    this.#dropIfAbsent(channel, userId, member);
    return member.sockets === 0;
  }

  joinPeer(peer: string, channel: string, userId: string, info: string): void {
    const member = this.#enter(channel, userId, info);
    member.peers ??= new Set();
    member.peers.add(peer);
  }

  leavePeer(peer: string, channel: string, userId: string): void {
    const member = this.#channels.get(channel)?.get(userId);
    if (!member?.peers?.delete(peer)) return;
    this.#dropIfAbsent(channel, userId, member);
  }

  /** Makes the peer's members exactly these; an empty list when it is gone. */
  replacePeer(peer: string, snapshot: RosterSnapshot): void {
    const present = new Map(snapshot.map(([channel, members]) => [channel, new Map(members)]));
    for (const [channel, members] of [...this.#channels]) {
      for (const [userId, member] of [...members]) {
        if (member.peers?.has(peer) && !present.get(channel)?.has(userId))
          this.leavePeer(peer, channel, userId);
      }
    }
    for (const [channel, members] of present) {
      for (const [userId, info] of members) this.joinPeer(peer, channel, userId, info);
    }
  }

  /** This process's own members. */
  snapshot(): RosterSnapshot {
    const own: RosterSnapshot = [];
    for (const [channel, members] of this.#channels) {
      const here = [...members].filter(([, member]) => member.sockets > 0);
      if (here.length > 0) own.push([channel, here.map(([userId, { info }]) => [userId, info])]);
    }
    return own;
  }

  #enter(channel: string, userId: string, info: string, except?: string): Member {
    let members = this.#channels.get(channel);
    if (!members) {
      members = new Map();
      this.#channels.set(channel, members);
    }
    const present = members.get(userId);
    if (present) return present;
    const member: Member = { info, sockets: 0, peers: null };
    members.set(userId, member);
    this.onChange({ channel, userId, info, joined: true, except });
    return member;
  }

  #dropIfAbsent(channel: string, userId: string, member: Member): void {
    if (member.sockets > 0 || (member.peers && member.peers.size > 0)) return;
    const members = this.#channels.get(channel);
    members?.delete(userId);
    if (members?.size === 0) this.#channels.delete(channel);
    this.onChange({ channel, userId, info: member.info, joined: false });
  }
}
