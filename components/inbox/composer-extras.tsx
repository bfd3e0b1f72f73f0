"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { ClaimStrip } from "./claim-strip";
import { formattingKey } from "./composer-format";
import { ComposerHighlight } from "./composer-highlight";
import { ComposerSignature } from "./composer-signature";
import type { DraftMode } from "./drafts";
import { Suggestions } from "./suggestions";
import { findTrigger, type Trigger } from "./triggers";
import type { ComposerState } from "./use-composer";

/** What the composer learns with its first focus: formatting that shows, suggestions, the signature, and who else replies. */
export default function ComposerExtras(props: {
  conversation: ConversationSummary;
  field: RefObject<HTMLTextAreaElement | null>;
  mode: DraftMode;
  state: ComposerState;
}) {
  const { field, mode, state } = props;
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const takesKey = useRef<(event: KeyboardEvent) => boolean>(() => false);

  useEffect(() => {
    const at = field.current;
    if (!at) return;
    at.dataset.live = "";
    function onKey(event: KeyboardEvent) {
      if (event.isComposing) return;
      // React hears it later: what is taken here it finds prevented.
      if (takesKey.current(event) || formattingKey(event, at!)) event.preventDefault();
    }
    const look = () => setTrigger(findTrigger(at.value, at.selectionStart, at.selectionEnd, mode));
    const close = () => setTrigger(null);
    at.addEventListener("keydown", onKey);
    at.addEventListener("input", look);
    at.addEventListener("click", look);
    at.addEventListener("blur", close);
    look();
    return () => {
      delete at.dataset.live;
      at.removeEventListener("keydown", onKey);
      at.removeEventListener("input", look);
      at.removeEventListener("click", look);
      at.removeEventListener("blur", close);
    };
  }, [field, mode]);
  useLayoutEffect(() => {
    if (state.text === "") setTrigger(null);
  }, [state.text]);

  return (
    <>
      <ComposerHighlight field={field} text={state.text} />
      {mode === "reply" ? <ComposerSignature signature={state.signature} /> : null}
      {mode === "reply" ? <ClaimStrip conversation={props.conversation} /> : null}
      {trigger ? (
        <Suggestions
          key={trigger.kind}
          trigger={trigger}
          conversation={props.conversation}
          field={field}
          state={state}
          takesKey={takesKey}
          onClose={() => setTrigger(null)}
        />
      ) : null}
    </>
  );
}
