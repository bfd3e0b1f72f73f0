"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ContactListed } from "../../server/modules/contacts/schema";
import { useWorkspace } from "../realtime/context";
import { mayOpen } from "../shell/areas";
import { failureOf } from "../trpc/failure";
import { Avatar } from "../ui/avatar";
import { showToast } from "../ui/toast-store";
import { openConversation } from "./open-conversation";
import { actOf, type Choice, useCommands } from "./registry";

const MOST = 8;
const SHOWN_WITHIN_MS = 3_000;

/** The command that writes to somebody: a contact is chosen, their latest conversation opens, and the reply is at hand. */
export function useWriteTo(): void {
  const t = useTranslations("commands.writeTo");
  const { api, me } = useWorkspace();
  const router = useRouter();
  const { slug } = me.tenant;

  async function write({ id: contactId, name }: ContactListed): Promise<void> {
    try {
      const { items } = await api.contacts.conversations.query({ contactId, limit: 1 });
      const [latest] = items;
      if (!latest) return showToast({ text: t("none", { name }) });
      openConversation({ slug, conversationId: latest.id }, router.push);
      await untilShown(latest.id);
      const reply = actOf("reply");
      if (typeof reply === "function") reply();
    } catch (failed) {
      showToast({ tone: "problem", text: failureOf(failed).message || t("offline") });
    }
  }
  async function choices(typed: string): Promise<readonly Choice[]> {
    const { items } = await api.contacts.list.query({ search: typed.trim() || undefined, limit: MOST });
    return items.map((contact) => ({
      id: contact.id,
      words: contact.name,
      hint: contact.phone ?? contact.email ?? contact.company ?? undefined,
      icon: <Avatar id={contact.id} name={contact.name} size={18} />,
      // The server has found it, by whatever field.
      isAnswer: true,
      run: () => void write(contact),
    }));
  }
  const may = mayOpen("inbox", me.member) && mayOpen("contacts", me.member);
  useCommands({ writeTo: may ? { choices } : undefined });
}

/** Resolves when the conversation is on the screen, or after a while without it. */
function untilShown(id: string): Promise<void> {
  const end = Date.now() + SHOWN_WITHIN_MS;
  return new Promise((done) => {
    const look = () =>
      document.querySelector(`[data-shown="${id}"]`) || Date.now() > end ? done() : setTimeout(look, 50);
    look();
  });
}
