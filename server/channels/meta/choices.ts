import type { OutgoingFile } from "../outbound";
import { kindOf, mediaOf } from "./media";

type Choice = { id: string; title: string };

/** Meta's limits (contract whatsapp-cloud §6): buttons up to three of 20 characters under 1,024, a list up to ten of 24 under 4,096. */
const BUTTONS = { most: 3, length: 20, body: 1024 };
/** What opens the list on the phone. */
const LIST_BUTTON = "Options";

const asButtons = (text: string, choices: readonly Choice[]) =>
  choices.length <= BUTTONS.most &&
  text.length <= BUTTONS.body &&
  choices.every(({ title }) => title.length <= BUTTONS.length);

/** Answers to press under words: as buttons where they fit, in a list where not. */
export function choicesOf(text: string, choices: readonly Choice[]): object {
  const body = { text };
  if (asButtons(text, choices)) return { type: "interactive", interactive: buttons(body, choices) };
  const sections = [{ rows: choices.map(({ id, title }) => ({ id, title })) }];
  return {
    type: "interactive",
    interactive: { type: "list", body, action: { button: LIST_BUTTON, sections } },
  };
}

/** A list shows no file: there the choices go as words under it. */
export function choicesWithFile(text: string, choices: readonly Choice[], file: OutgoingFile): object {
  const kind = kindOf(file);
  if (text && kind !== "audio" && asButtons(text, choices)) {
    const header = mediaOf(file, "");
    return { type: "interactive", interactive: buttons({ text }, choices, header) };
  }
  const lines = choices.map(({ title }, at) => `${at + 1}. ${title}`);
  return mediaOf(file, [text, ...lines].filter(Boolean).join("\n"));
}

function buttons(body: object, choices: readonly Choice[], header?: object): object {
  const reply = choices.map((choice) => ({ type: "reply", reply: choice }));
  return { type: "button", ...(header && { header }), body, action: { buttons: reply } };
}
