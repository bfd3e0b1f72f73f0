import { isAlike } from "../../core/marked";
import { addressOf, type TemplateContent } from "../../core/template";
import type { MessageExtras, MessageMeta } from "../messages/schema";

/**
 * Code and quotes on lines of their own, what is struck out, one format within another, an address with signs in
 * it; of two side by side it may say so, too. No stretch reaches past the next that begins as it does: none is walked
 * twice, however many begin.
 */
const MORE =
  /```|~~|^> |_(?:(?!_).){0,500}\*\*|\*\*(?:(?!\*\*).){0,500}_|https?:\/\/(?:(?!https?:\/\/[^*_])\S){0,500}[^\w\s][*_]\S/m;

/** What the thread shows of all that a channel has said of a message; null for nothing, which is nearly always. `markdown`: the words of one of ours. */
export function extrasOf(meta: MessageMeta | null, markdown = ""): MessageExtras | null {
  const shared = meta?.extra && isShared(meta.extra) ? meta.extra : null;
  const isFormatted = shared !== null || meta?.marks !== undefined || MORE.test(markdown);
  if (!meta) return isFormatted ? { isFormatted } : null;
  const {
    marks,
    sender,
    extra,
    quoted,
    isForwarded,
    referral,
    files,
    versions,
    reactions,
    times,
    notDone,
    waits,
  } = meta;
  const missing = (files ?? []).filter(({ fileId }) => !fileId);
  // An edit of ours that the provider tells of, too, is one.
  const said = (versions ?? []).filter(({ content, marks: own }, at, all) => {
    const before = all[at - 1];
    return !before || content !== before.content || !isAlike(own, before.marks);
  });
  const shown = (reactions ?? []).filter(({ emoji }) => emoji !== null);
  const extras: MessageExtras = {
    ...(isFormatted && { ...(marks && { marks }), isFormatted }),
    ...(shared && { shared }),
    ...(sender && { sender: { key: sender.key, name: sender.name ?? nameOf(sender.key) } }),
    ...(extra && { kind: extra.type }),
    ...(extra?.type === "template" && { template: templateOf(extra) }),
    ...(quoted && {
      quoted: { ...quoted, text: quoted.text.replace(/\s+/g, " ").trim().slice(0, 160).toWellFormed() },
    }),
    ...(isForwarded && { isForwarded }),
    ...(referral && { referral: { url: referral.url, headline: referral.headline } }),
    ...(missing.length > 0 && {
      missing: missing.map(({ name, contentType, size, error }) => ({ name, contentType, size, error })),
    }),
    ...(said.length > 1 && { versions: said }),
    ...(shown.length > 0 && {
      reactions: shown.map(({ emoji, name, author }) => ({ emoji: emoji!, name, isOurs: author === "us" })),
    }),
    ...(times && { times }),
    ...(notDone && { notDone }),
    ...(waits && { waits }),
  };
  return Object.keys(extras).length > 0 ? extras : null;
}

function isShared(extra: { type: string }): extra is NonNullable<MessageExtras["shared"]> {
  return extra.type === "location" || extra.type === "contacts";
}

function templateOf(extra: object): MessageExtras["template"] {
  const { name, language, content, values } = extra as {
    name: string;
    language: string;
    content: TemplateContent;
    values: Record<string, string>;
  };
  const filled = content.buttons.map((button, at) => ({ ...button, url: addressOf(button, at, values) }));
  return { name, language, buttons: filled.filter(({ type }) => type !== "reply") };
}

/** "phone:447700900123" is "+447700900123". */
function nameOf(key: string): string {
  const [scope, value = ""] = key.split(/:(.*)/s);
  return scope === "phone" ? `+${value}` : value;
}
