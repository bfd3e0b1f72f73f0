"use client";

import { useEffect, useState } from "react";
import type { AttributeValue, AttributeValues } from "../../../server/modules/contacts/schema";
import type { AttributesOf } from "../../../server/modules/conversations/acts-schema";
import { useWorkspace } from "../../realtime/context";
import { applyConversation } from "../../realtime/model";
import { type Failure, failureOf } from "../../trpc/failure";

type Known = AttributesOf & { conversationId: string };
type Patch = { of: string; key: string; value: AttributeValue | null };
const ASK_AFTER_MS = 150;

/**
 * The values of a conversation's own fields, asked for again whenever the conversation has moved on. What is set stands
 * there at once and goes back when it is refused. Null asks for nothing.
 */
export function useAttributes(of: { conversationId: string; version: number } | null) {
  const { api, engine } = useWorkspace();
  const [known, setKnown] = useState<Known | null>(null);
  const [patches, setPatches] = useState<readonly Patch[]>([]);
  const [connections, setConnections] = useState(0);
  const conversationId = of?.conversationId ?? null;
  const version = of?.version ?? 0;
  const held = known?.conversationId === conversationId ? known : null;
  const isBehind = conversationId !== null && (held === null || held.version < version);

  useEffect(() => {
    const again = () => setConnections((count) => count + 1);
    engine.onConnected.add(again);
    return () => void engine.onConnected.delete(again);
  }, [engine]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer version is asked for anew, and what could not be asked with the next connection.
  useEffect(() => {
    if (!conversationId || !isBehind) return;
    let isOld = false;
    const timer = setTimeout(() => {
      api.conversations.attributes.query({ conversationId }).then(
        (answer) => !isOld && take(conversationId, answer),
        () => {},
      );
    }, ASK_AFTER_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [api, conversationId, isBehind, version, connections]);

  function take(id: string, answer: AttributesOf) {
    setKnown((before) =>
      before?.conversationId === id && before.version > answer.version
        ? before
        : { ...answer, conversationId: id },
    );
  }

  /** Answers why it was refused, or null. */
  async function save(key: string, value: AttributeValue | null): Promise<Failure | null> {
    if (!conversationId) return null;
    const patch = { of: conversationId, key, value };
    setPatches((all) => [...all, patch]);
    try {
      const act = { type: "attributes", set: { [key]: value } } as const;
      const { conversations } = await api.conversations.act.mutate({
        conversationIds: [conversationId],
        act,
      });
      for (const conversation of conversations) applyConversation(engine.model, conversation);
      engine.changed();
      // The effect above asks again should this one get lost.
      const answer = await api.conversations.attributes.query({ conversationId }).catch(() => null);
      if (answer) take(conversationId, answer);
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      setPatches((all) => all.filter((one) => one !== patch));
    }
  }
  return { values: held && withPatches(held, patches), save };
}

function withPatches({ conversationId, attributes }: Known, patches: readonly Patch[]): AttributeValues {
  const values = { ...attributes };
  for (const { of, key, value } of patches) {
    if (of !== conversationId) continue;
    if (value === null) delete values[key];
    else values[key] = value;
  }
  return values;
}
