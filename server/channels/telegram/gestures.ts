import type { PersonId } from "../inbound";
import type { CallProvider, Gesture, GestureDone } from "../outbound";
import { askBot } from "./api";
import type { TelegramCredentials } from "./credentials";
import { failureOf } from "./failures";
import { chatOf } from "./send";
import { withEntities } from "./words";

type Given = {
  to: readonly PersonId[];
  route: string | null;
  credentials: TelegramCredentials;
  call: CallProvider;
};

/**
 * setMessageReaction, editMessageText or -Caption, deleteMessage, sendChatAction, readBusinessMessage (contract §4). All of them
 * may be done twice. Throws ProviderSilent.
 */
export async function gestureAtTelegram(gesture: Gesture, given: Given): Promise<GestureDone> {
  const asked = methodOf(gesture, given);
  if (!asked) return { type: "done" };
  const [method, json] = asked;
  const { botToken } = given.credentials;
  const answer = await askBot(given.call, { botToken, method, json });
  const isSo = answer.ok || /message is not modified/i.test(answer.description ?? "");
  return isSo ? { type: "done" } : { type: "failed", failure: failureOf(answer) };
}

/** Null for what is nothing here. */
function methodOf(gesture: Gesture, { to, route }: Given): [string, object] | null {
  const target = gesture.target && { message_id: Number(gesture.target.externalId.split(":").at(-1)) };
  const chat = { chat_id: chatOf(to), ...(route && { business_connection_id: route }) };
  switch (gesture.type) {
    case "reaction": {
      const { emoji } = gesture;
      return [
        "setMessageReaction",
        { ...chat, ...target, reaction: emoji ? [{ type: "emoji", emoji }] : [] },
      ];
    }
    case "edit": {
      const { text, marks = [] } = gesture;
      return gesture.target.hasFile
        ? [
            "editMessageCaption",
            { ...chat, ...target, caption: text, ...withEntities(marks, "caption_entities") },
          ]
        : ["editMessageText", { ...chat, ...target, text, ...withEntities(marks, "entities") }];
    }
    case "revoke":
      return route
        ? ["deleteBusinessMessages", { business_connection_id: route, message_ids: [target?.message_id] }]
        : ["deleteMessage", { ...chat, ...target }];
    case "typing":
      return ["sendChatAction", { ...chat, action: "typing" }];
    case "read":
      // A bot's own chats have no read marks.
      return route ? ["readBusinessMessage", { ...chat, ...target }] : null;
  }
}
