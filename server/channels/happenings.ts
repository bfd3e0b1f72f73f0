import type { Happening, Person } from "./inbound";

/** Of a group of a thousand that somebody opens to all, these are named. */
const MOST_NAMED = 8;

/** A happening with its people by their names, as a message keeps it. `more`: how many beside those named. */
export type NetworkNews =
  | Exclude<Happening, { people: readonly Person[] }>
  | { what: "joined" | "left" | "promoted" | "demoted"; people: string[]; more: number };

const nameOf = ({ name, phone, username, ids }: Person) =>
  name ?? phone ?? username ?? ids[0]?.value ?? "Somebody";

export function newsOf(happening: Happening): NetworkNews {
  if (!("people" in happening)) return happening;
  const { what, people } = happening;
  return {
    what,
    people: people.slice(0, MOST_NAMED).map(nameOf),
    more: Math.max(0, people.length - MOST_NAMED),
  };
}

/** Somebody wanted the business and was not heard. */
export function isWaiting(happening: Happening): boolean {
  return happening.what === "call" && happening.outcome !== "answered";
}

/** What happened in words, for searches, exports and topics; whose conversation it is, stands beside. The screen has its own. */
export function newsInWords(news: NetworkNews): string {
  switch (news.what) {
    case "call":
      return callInWords(news);
    case "joined":
    case "left":
    case "promoted":
    case "demoted": {
      const { people, more, what } = news;
      const all = [...people, ...(more > 0 ? [`${more} others`] : [])].join(", ");
      return `${all} ${DID[what]}`;
    }
    case "added":
      return "Added to the group";
    case "removed":
      return "Removed from the group";
    case "titled":
      return `The group is now called “${news.title}”`;
    case "renumbered":
      return ["Another telephone number", news.to].filter(Boolean).join(": ");
    case "marketing":
      return news.isAllowed ? "Takes marketing messages again" : "Takes no marketing messages any more";
    case "opened":
      return "Opened the chat";
    case "reworded":
      return "Changed the words under a file";
    case "told":
      return news.text;
  }
}

const DID = {
  ...{ joined: "joined", left: "left", promoted: "became an admin", demoted: "is no admin any more" },
};

function callInWords({ outcome, seconds }: Extract<NetworkNews, { what: "call" }>): string {
  const length = seconds ? ` (${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")})` : "";
  const words = { rang: "Call", rejected: "Rejected call", missed: "Missed call", answered: `Call${length}` };
  return `📞 ${words[outcome]}`;
}
