import { plainText } from "../../server/core/plain-text";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { Mentionable } from "../../server/modules/messages/schema";
import type { CannedDto } from "../../server/modules/replies/schema";
import type { Workspace } from "../realtime/context";
import { fillIn } from "./canned-variables";
import { findEmoji } from "./emoji";
import type { Trigger } from "./triggers";

/** One line of the list: `text` takes the place of what was typed. */
export type Suggestion = {
  key: string;
  label: string;
  hint: string;
  text: string;
  /** Drawn before the label. */
  sign?: string;
  /** A canned response with files of its own. */
  cannedId?: string;
  /** Opens the dialog for what is more than words instead. */
  opens?: "ask" | "share";
};
export type SuggestionTools = Pick<Workspace, "api" | "me"> & {
  conversation: ConversationSummary;
  inboxName: string;
  /** What "/ask" and "/share" say of themselves. */
  hints: Record<"ask" | "share", string>;
  locale: string;
};

const MOST = 30;
const FRESH_MS = 3_000;
const kept = new Map<string, { at: number; value: Promise<unknown> }>();

/** Asked for once in a few seconds, whatever is typed meanwhile: what a colleague has just changed is there for the next word. */
function once<T>(key: string, ask: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known && Date.now() - known.at < FRESH_MS) return known.value as Promise<T>;
  const value = ask();
  kept.set(key, { at: Date.now(), value });
  value.catch(() => kept.delete(key));
  return value;
}

/** Somebody has changed what may be suggested. */
export function forgetSuggestions(): void {
  kept.clear();
}

export async function findSuggestions(trigger: Trigger, tools: SuggestionTools): Promise<Suggestion[]> {
  if (trigger.kind === "emoji") {
    const found = await findEmoji(trigger.query, tools.locale);
    return found
      .slice(0, 12)
      .map(({ unicode, label }) => ({ key: unicode, label, hint: "", text: `${unicode} `, sign: unicode }));
  }
  if (trigger.kind === "mention") {
    const { id } = tools.conversation;
    const ask = () => tools.api.messages.mentionable.query({ conversationId: id });
    return matchMentions(await once(`mention:${id}`, ask), trigger.query, tools.me.member.id);
  }
  const all = await once(`canned:${tools.me.tenant.id}`, () => tools.api.canned.list.query());
  const found = rankCanned(all, trigger.query).map((one) => ({
    key: one.id,
    label: `/${one.shortCode}`,
    hint: plainText(one.content).slice(0, 160),
    text: fillIn(one.content, {
      contact: tools.conversation.contact.name,
      agent: tools.me.user.name,
      inbox: tools.inboxName,
      number: tools.conversation.displayNumber,
    }),
    ...(one.files.length && { cannedId: one.id }),
  }));
  const word = trigger.query.toLowerCase();
  const more = (["ask", "share"] as const)
    .filter((opens) => word.length > 1 && opens.startsWith(word))
    .map((opens) => ({ key: opens, label: `/${opens}`, hint: tools.hints[opens], text: "", opens }));
  return [...found, ...more];
}

/** The code that begins with it before the one that holds it, and that before the words that do (peers.md §4). */
export function rankCanned(all: readonly CannedDto[], query: string): CannedDto[] {
  const word = query.toLowerCase();
  const rank = ({ shortCode, content }: CannedDto) =>
    shortCode.startsWith(word)
      ? 0
      : shortCode.includes(word)
        ? 1
        : content.toLowerCase().includes(word)
          ? 2
          : 3;
  return all
    .filter((one) => rank(one) < 3)
    .sort((a, b) => rank(a) - rank(b) || (a.shortCode < b.shortCode ? -1 : 1))
    .slice(0, MOST);
}

function matchMentions({ members, teams }: Mentionable, query: string, ownId: string): Suggestion[] {
  const word = query.toLowerCase();
  const matches = ({ name }: { name: string }) =>
    name.toLowerCase().startsWith(word) ||
    name
      .toLowerCase()
      .split(/\s+/)
      .some((part) => part.startsWith(word));
  const line = (sign: string) => (one: { id: string; name: string }) => ({
    key: one.id,
    label: one.name,
    hint: "",
    text: `@${one.name} `,
    sign,
  });
  return [
    ...members.filter((one) => one.id !== ownId && matches(one)).map(line("@")),
    ...teams.filter(matches).map(line("#")),
  ].slice(0, MOST);
}
