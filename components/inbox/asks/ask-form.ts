import type { FormField } from "../../../server/core/form";
import type { Ask, Card } from "../../../server/modules/messages/ask-schema";
import type { AttachmentDto } from "../../../server/modules/messages/schema";

/** What stands in the dialog: all three kinds at once, so that a look at another one loses nothing. */
export type AskForm = {
  kind: Ask["type"];
  content: string;
  /** One a line. */
  choices: string;
  cards: Card[];
  fields: FormField[];
  pictures: AttachmentDto[];
};

export const EMPTY_CARD: Card = { title: "", text: "", fileId: null, buttons: [] };
export const EMPTY: AskForm = {
  kind: "choices",
  content: "",
  choices: "",
  cards: [EMPTY_CARD],
  fields: [],
  pictures: [],
};

export function askOf({ kind, choices, cards, fields }: AskForm): Ask {
  if (kind === "cards") return { type: kind, cards };
  if (kind === "form") return { type: kind, fields };
  const lines = choices.split("\n").map((line) => line.trim());
  return { type: kind, choices: [...new Set(lines.filter(Boolean))] };
}

/** One message however often the button is pressed. */
export function newClientId(): string {
  return `ask-${crypto.randomUUID()}`;
}
