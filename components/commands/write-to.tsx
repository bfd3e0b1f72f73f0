import type { useTranslations } from "next-intl";
import type { ContactListed } from "../../server/modules/contacts/schema";
import type { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Avatar } from "../ui/avatar";
import { showToast } from "../ui/toast-store";
import { openConversation } from "./open-conversation";
import { actOf, type Choice } from "./registry";

const MOST = 8;
const SHOWN_WITHIN_MS = 3_000;

type Env = {
  workspace: ReturnType<typeof useWorkspace>;
  push: (href: string) => void;
  t: ReturnType<typeof useTranslations<"commands">>;
};

/** Whom the command "write to a contact" offers: the server's answers to what is typed, or the latest contacts. */
export async function contactsToWriteTo(env: Env, typed: string): Promise<readonly Choice[]> {
  const { items } = await env.workspace.api.contacts.list.query({
    search: typed.trim() || undefined,
    limit: MOST,
  });
  return items.map((contact) => ({
    id: contact.id,
    words: contact.name,
    hint: contact.phone ?? contact.email ?? contact.company ?? undefined,
    icon: <Avatar id={contact.id} name={contact.name} size={18} />,
    // The server has found it, by whatever field.
    isAnswer: true,
    run: () => void write(env, contact),
  }));
}

/** The contact's latest conversation opens, and the reply is at hand. */
async function write({ workspace, push, t }: Env, { id: contactId, name }: ContactListed): Promise<void> {
  const { api, me } = workspace;
  try {
    const { items } = await api.contacts.conversations.query({ contactId, limit: 1 });
    const [latest] = items;
    if (!latest) return showToast({ text: t("writeTo.none", { name }) });
    openConversation({ slug: me.tenant.slug, conversationId: latest.id }, push);
    await untilShown(latest.id);
    const reply = actOf("reply");
    if (typeof reply === "function") reply();
  } catch (failed) {
    showToast({ tone: "problem", text: failureOf(failed).message || t("writeTo.offline") });
  }
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
