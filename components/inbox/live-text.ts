import { INLINE } from "../../server/core/markdown";
import { STRUCK } from "../../server/core/plain-text";
import { split, splitLinks, type TextPart } from "./links";
import { type RichPart, splitRich } from "./rich-text";

export type LivePart = TextPart & Pick<RichPart, "marks"> & { kind?: RichPart["kind"] | "strike" };

const LIVE = new RegExp(`${INLINE.source}|${STRUCK.source}`, "g");

/** As splitRich, with what is struck out as well: what a composer draws while it is written. */
export function splitLive(text: string): LivePart[] {
  return split<LivePart>(text, LIVE, splitLinks, (match) => {
    const struck = match.at(-1);
    return struck ? { kind: "strike", text: struck, marks: ["~~", "~~"] } : splitRich(match[0])[0]!;
  });
}
