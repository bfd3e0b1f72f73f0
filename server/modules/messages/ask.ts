import type { ChannelCapabilities } from "../../channels/contract";
import { AppError } from "../../core/errors";
import type { Ask, Asked } from "./ask-schema";
import type { MessageData } from "./schema";

/** The buttons of a message in their order, through all of its cards; what comes back when one is pressed, null for a link. */
export function buttonsOf(ask: Ask): { title: string; says: string | null }[] {
  if (ask.type === "choices") return ask.choices.map((title) => ({ title, says: title }));
  if (ask.type === "form") return [];
  const isOne = ask.cards.length === 1;
  return ask.cards.flatMap((card) =>
    card.buttons.map(({ title, url }) => ({
      title,
      says: url ? null : isOne ? title : `${card.title}: ${title}`,
    })),
  );
}

/** What a channel takes along with a choice, and brings back when it is pressed. */
export const choiceId = (messageId: string, at: number) => `${messageId}:${at}`;

/** Whether a channel can show it to be pressed or filled in. */
export function isShownBy(ask: Ask, { asks, carries, choices }: ChannelCapabilities): boolean {
  if (asks) return true;
  if (ask.type !== "choices" || !choices || !carries?.includes("choices")) return false;
  return (
    ask.choices.length <= choices.maxCount && ask.choices.every((one) => one.length <= choices.maxLength)
  );
}

/** The same in words alone, for a channel that cannot show it: choices and questions by their numbers. */
export function askInWords(content: string, ask: Ask): string {
  return [content, ...linesOf(ask)].filter(Boolean).join("\n");
}

function linesOf(ask: Ask): string[] {
  if (ask.type === "choices") return ask.choices.map((title, i) => `${i + 1}. ${title}`);
  if (ask.type === "form") return ask.fields.map(formLine);
  let n = 0;
  return ask.cards.flatMap(({ title, text, buttons }) => [
    `\n*${title}*`,
    text,
    ...buttons.map((button) => (button.url ? `${button.title}: ${button.url}` : `${++n}. ${button.title}`)),
  ]);
}

function formLine({ label, choices, hint }: Extract<Ask, { type: "form" }>["fields"][number], i: number) {
  const more = choices.length ? choices.join(", ") : hint;
  return `${i + 1}. ${label}${more ? ` (${more})` : ""}`;
}

/** Pictures of cards come with the message: throws bad_request for one that does not. */
export function refuseForeignPictures(ask: Ask, fileIds: readonly string[]): void {
  if (ask.type !== "cards") return;
  const at = ask.cards.findIndex(({ fileId }) => fileId && !fileIds.includes(fileId));
  if (at >= 0)
    throw new AppError("bad_request", "A card shows a picture that is attached to the same message.", {
      field: `ask.cards.${at}.fileId`,
    });
}

export function isAsked(data: MessageData | null): data is Asked {
  return data?.type === "choices" || data?.type === "cards" || data?.type === "form";
}
