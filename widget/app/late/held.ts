import type { Chat } from "../chat";

export type Answers = Record<string, string | boolean>;

/** What stands in a form that is not sent yet, and what is wrong with it. */
export type Held = {
  answers: Answers;
  problems: Record<string, string | undefined>;
  refused?: string;
  isBusy?: boolean;
};

type Whose = { tools: Pick<Chat["tools"], "word"> };

/**
 * The page's word for its visitor is what all chats of one person share, and nobody else's: forms outlive a look at the other
 * conversations, and are gone with whoever filled them in, by reset(), by identify() or by destroy().
 */
const held = new WeakMap<Chat["tools"]["word"], Map<string, Held>>();

function formsOf({ tools }: Whose): Map<string, Held> {
  const forms = held.get(tools.word) ?? new Map<string, Held>();
  held.set(tools.word, forms);
  return forms;
}

/** `id` names the form. */
export function heldOf(chat: Whose, id: string): Held {
  const forms = formsOf(chat);
  const found = forms.get(id) ?? { answers: {}, problems: {} };
  forms.set(id, found);
  return found;
}

export const letGo = (chat: Whose, id: string) => formsOf(chat).delete(id);
