import type { HubCore } from "./hub-core";
import { isUserChannel } from "./names";
import { isRecord } from "./protocol";
import type { RelayQuestion } from "./relay-wire";

type Counts = Map<string, number>;

/** What this process answers another one about its own sockets. */
export function localAnswer(core: HubCore, question: RelayQuestion): unknown {
  switch (question.about) {
    case "cache":
      return core.cache.get(question.channel, performance.now());
    case "counts":
      return Object.fromEntries(question.channels.map((name) => [name, core.channels.count(name)]));
    case "channels":
      return Object.fromEntries(
        localChannels(core, question.prefix).map((name) => [name, core.channels.count(name)]),
      );
  }
}

/** Subscriptions of these channels over all processes. */
export async function askCounts(core: HubCore, channels: readonly string[]): Promise<Counts> {
  const counts: Counts = new Map(channels.map((name) => [name, core.channels.count(name)]));
  if (core.relay) addAnswers(counts, await core.relay.ask({ about: "counts", channels }));
  return counts;
}

/** The occupied channels of all processes whose names begin with `prefix`, with their subscriptions. */
export async function askChannels(core: HubCore, prefix: string): Promise<Counts> {
  const counts: Counts = new Map(
    localChannels(core, prefix).map((name) => [name, core.channels.count(name)]),
  );
  if (core.relay) addAnswers(counts, await core.relay.ask({ about: "channels", prefix }));
  return counts;
}

function localChannels(core: HubCore, prefix: string): string[] {
  return [...core.channels.names()].filter((name) => name.startsWith(prefix) && !isUserChannel(name));
}

function addAnswers(counts: Counts, answers: readonly unknown[]): void {
  for (const answer of answers) {
    if (!isRecord(answer)) continue;
    for (const [name, count] of Object.entries(answer)) {
      if (typeof count === "number") counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
}
