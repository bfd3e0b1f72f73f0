"use client";

import { MessageSquareText } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useNow, useReader } from "../i18n/clock";
import { formatListTime } from "../i18n/time";
import { useLive, useWorkspace } from "../realtime/context";
import { Avatar } from "../ui/avatar";
import type { Item } from "./items";
import { openConversation } from "./open-conversation";
import { noteRecent } from "./recent";
import type { Found } from "./use-found";

/** Conversations that are loaded and those that the server has found, people, and messages. */
export function useFoundItems(typed: string, found: Found): Item[] {
  const t = useTranslations("commands.bar");
  const { me } = useWorkspace();
  const reader = useReader();
  const now = useNow();
  const router = useRouter();
  // Read for its effect alone: the map is the same one, with other content.
  useLive((engine) => engine.model.revision);
  const loaded = useLive((engine) => engine.model.shown);
  const { slug } = me.tenant;
  if (!typed) return [];
  const open = (conversationId: string, seq?: number) => () =>
    openConversation({ slug, conversationId, seq }, router.push);
  const conversation = ({ id, contact, displayNumber, lastMessage }: ConversationSummary): Item => ({
    id: `conversation:${id}`,
    group: t("conversations"),
    words: contact.name,
    hint: `#${displayNumber}`,
    also: `${displayNumber} ${lastMessage?.preview ?? ""}`,
    icon: <Avatar id={contact.id} name={contact.name} size={18} />,
    run: open(id),
  });
  return [
    ...[...loaded.values()].map(conversation),
    ...found.conversations
      .filter(({ id }) => !loaded.has(id))
      .map((one): Item => ({ ...conversation(one), isFound: true })),
    ...found.contacts.map(
      ({ id, name, email, phone, company }): Item => ({
        id: `contact:${id}`,
        group: t("contacts"),
        words: name || t("nameless"),
        hint: phone ?? email ?? company ?? undefined,
        icon: <Avatar id={id} name={name} size={18} />,
        isFound: true,
        run() {
          noteRecent(me.member.id, { kind: "contact", id, name: name || t("nameless") });
          router.push(`/t/${slug}/contacts/${id}`);
        },
      }),
    ),
    ...found.messages.map(
      ({ id, conversationId, seq, contact, snippet, createdAt }): Item => ({
        id: `message:${id}`,
        group: t("messages"),
        words: `${contact.name}: ${snippet.map(({ text }) => text).join("")}`,
        hint: formatListTime(createdAt, now, reader),
        icon: <MessageSquareText aria-hidden="true" size={16} strokeWidth={1.75} />,
        isFound: true,
        run: open(conversationId, seq),
      }),
    ),
  ];
}
