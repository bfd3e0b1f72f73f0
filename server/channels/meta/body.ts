import type { PersonId } from "../inbound";
import type { Outgoing } from "../outbound";
import { choicesOf, choicesWithFile } from "./choices";
import { mediaOf } from "./media";
import { templateOf } from "./template-body";

/** One message as Meta takes it (contract whatsapp-cloud §6). */
export function bodyOf(message: Outgoing): object {
  const { replyTo, correlationId } = message;
  return {
    ...addressedTo(message.to),
    ...(replyTo && { context: { message_id: replyTo } }),
    ...contentOf(message),
    biz_opaque_callback_data: correlationId,
  };
}

export function addressedTo(to: readonly PersonId[]): object {
  return {
    messaging_product: "whatsapp",
    recipient_type: to.some(({ scope }) => scope === "group") ? "group" : "individual",
    ...recipientOf(to),
  };
}

/** The telephone number where there is one: some sends refuse the business-scoped id (contract §2). */
function recipientOf(to: readonly PersonId[]): object {
  const of = (scope: string) => to.findLast((id) => id.scope === scope)?.value;
  const number = of("group") ?? of("phone");
  return number ? { to: number } : { recipient: of("bsuid") };
}

function contentOf({ text, file, extra }: Outgoing): object {
  switch (extra?.type) {
    case "template":
      return { type: "template", template: templateOf(extra, file) };
    case "choices":
      return file ? choicesWithFile(text, extra.choices, file) : choicesOf(text, extra.choices);
    case "location": {
      const { latitude, longitude, name, address } = extra;
      const place = { latitude: String(latitude), longitude: String(longitude) };
      return { type: "location", location: { ...place, ...(name && { name }), ...(address && { address }) } };
    }
    case "contacts":
      return { type: "contacts", contacts: extra.people.map(cardOf) };
    default:
      return file ? mediaOf(file, text) : { type: "text", text: { preview_url: true, body: text } };
  }
}

/** A number in the international form can be written to from the card (`wa_id`). */
function cardOf({ name, phones, emails }: { name: string; phones: string[]; emails: string[] }): object {
  const first = name.split(" ", 1)[0];
  return {
    name: { formatted_name: name, first_name: first },
    ...(phones.length > 0 && {
      phones: phones.map((phone) => {
        const digits = phone.replace(/\D/g, "");
        return { phone, type: "CELL", ...(phone.trim().startsWith("+") && { wa_id: digits }) };
      }),
    }),
    ...(emails.length > 0 && { emails: emails.map((email) => ({ email, type: "WORK" })) }),
  };
}
