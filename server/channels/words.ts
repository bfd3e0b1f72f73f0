import type { InboundMessage, MessageExtra } from "./inbound";

/** What a message says where it has no words of its own, so that every kind of it can be read, searched and exported. */
export function inWords({
  content,
  extra,
  files,
}: Pick<InboundMessage, "content" | "extra" | "files">): string {
  if (!extra) return content;
  const [lead, rest] = wordsOf(extra, content);
  return [lead, rest].filter(Boolean).join("\n") || (files.length ? "" : "…");
}

function wordsOf(extra: MessageExtra, content: string): [string, string?] {
  switch (extra.type) {
    case "location": {
      const place = `https://www.openstreetmap.org/?mlat=${extra.latitude}&mlon=${extra.longitude}`;
      const named = [extra.name, extra.address].filter(Boolean).join(", ");
      return [`📍 ${content || named || `${extra.latitude}, ${extra.longitude}`}`, place];
    }
    case "contacts":
      return [extra.people.map((person) => cardOf(person)).join("\n")];
    case "choice":
      return [content || extra.title, extra.description ?? undefined];
    case "form":
      return [content || `Form “${extra.name}”`, answersOf(extra.answers)];
    case "order": {
      const lines = extra.items.map(
        ({ product, quantity, price, currency }) => `${quantity} × ${product} at ${price} ${currency}`,
      );
      return [content || "Order", lines.join("\n")];
    }
    case "poll":
      return [`Poll: ${extra.question}`, extra.options.map((option) => `○ ${option}`).join("\n")];
    case "sticker":
      return [content || (extra.emoji ?? "")];
    case "unsupported":
      return [
        content || `A message of a kind that cannot be shown here (${extra.what.replaceAll("_", " ")}).`,
      ];
  }
}

function cardOf({ name, phones, emails }: { name: string; phones: string[]; emails: string[] }): string {
  return `👤 ${[name, ...phones, ...emails].filter(Boolean).join(", ")}`;
}

/** A form's answers are JSON of one level; whatever else it is stands as it came. */
function answersOf(text: string): string {
  try {
    const answers: unknown = JSON.parse(text);
    if (typeof answers !== "object" || answers === null) return text;
    return Object.entries(answers)
      .filter(([name]) => name !== "flow_token")
      .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
      .join("\n");
  } catch {
    return text;
  }
}
