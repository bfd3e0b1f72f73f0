"use client";

import type { RefObject } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { FirstNewPill } from "./first-new-pill";
import { useKeptPlace } from "./use-kept-place";

/** What a thread learns once it is shown: to stand still while it is read, and the way up to what is not read yet. */
export default function ThreadExtras(props: {
  conversation: ConversationSummary;
  readSeq: number | null;
  scroller: RefObject<HTMLElement | null>;
}) {
  const { readSeq, scroller } = props;
  useKeptPlace(scroller);
  return readSeq === null ? null : <FirstNewPill {...props} readSeq={readSeq} />;
}
