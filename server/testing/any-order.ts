import { expect } from "vitest";
import { createRandom } from "../../prisma/seed/random";
import type { Runtime } from "../infra/runtime";
import type { MessageMeta } from "../modules/messages/schema";
import { type ChannelScene, channelScene } from "./channel-scene";

/** Everything that people see of it, in the order of time. */
export async function seen(rt: Runtime, scene: ChannelScene) {
  const conversations = await scene.conversations();
  const externalIds = new Map(
    conversations.flatMap(({ messages }) => messages.map((m) => [m.id, m.externalId])),
  );
  const aliases = await rt.db.prisma.identityAlias.findMany({ where: { tenantId: scene.tenantId } });
  return conversations
    .map(({ contact, messages, identityId, incomingCount, windowClosesAt }) => ({
      contact: { name: contact.name, phone: contact.phone },
      names: aliases
        .filter((a) => a.identityId === identityId)
        .map((a) => a.key)
        .sort(),
      incomingCount,
      windowClosesAt,
      messages: [...messages]
        .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
        .map(({ kind, content, status, error, replyToId, deletedAt, externalId, createdAt, ...rest }) => {
          const meta = rest.meta as MessageMeta | null;
          const reactions = meta?.reactions?.filter(({ emoji }) => emoji).map(({ emoji }) => emoji);
          const isDeleted = deletedAt !== null;
          const replyTo = replyToId && externalIds.get(replyToId);
          return {
            externalId,
            kind,
            content,
            status,
            error,
            replyTo,
            isDeleted,
            createdAt,
            reactions,
            was: meta?.versions,
            files: meta?.files?.map(({ ref }) => ref),
          };
        }),
    }))
    .sort((a, b) => (a.contact.name < b.contact.name ? -1 : 1));
}

/**
 * A fresh business's inbox after these deliveries, each as the bodies that `bodiesOf` makes of it; those of one come at the same
 * time. Some come while the ones before are not understood yet.
 */
export async function played<T>(
  rt: Runtime,
  channel: string,
  deliveries: readonly T[][],
  bodiesOf: (items: T[], n: number) => unknown[],
  credentials: object = {},
) {
  const scene = await channelScene(rt, channel, credentials);
  for (const [n, items] of deliveries.entries()) {
    await Promise.all(bodiesOf(items, n).map((body) => scene.deliver(body)));
    if (n % 3 === 0) await scene.work();
  }
  await scene.work();
  const states = (await scene.deliveries()).map(({ state, reason }) => `${state} ${reason}`.trim());
  expect(states.filter((state) => !/^(processed|ignored)/.test(state))).toEqual([]);
  return seen(rt, scene);
}

/** The story as a network might bring it: shuffled, some of it twice, cut into deliveries of any size. */
export function mixed<T>(story: readonly T[], seed: number): T[][] {
  const { next } = createRandom(seed);
  const all = [...story, ...story.filter(() => next() < 0.3)];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  const deliveries: T[][] = [];
  while (all.length) deliveries.push(all.splice(0, 1 + Math.floor(next() * 4)));
  return deliveries;
}
