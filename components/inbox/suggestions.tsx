"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { type RefObject, useEffect, useId, useMemo, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useWorkspace } from "../realtime/context";
import { openAct } from "./acts/acts-store";
import { findSuggestions, type Suggestion, type SuggestionTools } from "./find-suggestions";
import { insertText } from "./insert-text";
import { useNames } from "./reference";
import type { Trigger } from "./triggers";
import type { ComposerState } from "./use-composer";

/** The list above the caret behind "/", ":" and "@": arrows choose, Enter or Tab takes, Esc closes. */
export function Suggestions(props: {
  trigger: Trigger;
  conversation: ConversationSummary;
  field: RefObject<HTMLTextAreaElement | null>;
  state: ComposerState;
  takesKey: RefObject<(event: KeyboardEvent) => boolean>;
  onClose: () => void;
}) {
  const t = useTranslations("inbox.composer");
  const { trigger, field, takesKey, onClose } = props;
  const words = useTranslations("asks");
  const { me, api } = useWorkspace();
  const locale = useLocale();
  const { inboxes } = useNames();
  const listId = useId();
  const [found, setFound] = useState<readonly Suggestion[] | null>(null);
  const [at, setAt] = useState(0);
  const { conversation } = props;
  const tools = useMemo<SuggestionTools>(
    () => ({
      api,
      me,
      locale,
      conversation,
      hints: { ask: words("entry"), share: words("share") },
      inboxName: inboxes.get(conversation.inboxId)?.name ?? "",
    }),
    [api, me, locale, conversation, inboxes, words],
  );

  useEffect(() => {
    let isOver = false;
    setAt(0);
    findSuggestions(trigger, tools).then(
      (next) => !isOver && setFound(next),
      () => !isOver && setFound([]),
    );
    return () => {
      isOver = true;
    };
  }, [trigger, tools]);

  async function take(suggestion: Suggestion) {
    onClose();
    insertText(field.current, suggestion.text, trigger.from);
    if (suggestion.opens) openAct(suggestion.opens, [conversation.id]);
    if (!suggestion.cannedId) return;
    const files = await api.canned.copyFiles.mutate({ cannedId: suggestion.cannedId }).catch(() => []);
    if (files.length) props.state.uploads.restore(props.state.place, files, true);
  }
  useEffect(() => {
    const count = found?.length ?? 0;
    takesKey.current = (event) => {
      if (event.key === "Escape") {
        onClose();
        return true;
      }
      if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        setAt((before) => (before + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
        return true;
      }
      if ((event.key !== "Enter" && event.key !== "Tab") || event.shiftKey) return false;
      void take(found![at]!);
      return true;
    };
    return () => {
      takesKey.current = () => false;
    };
  });
  useEffect(() => {
    const input = field.current;
    input?.setAttribute("aria-controls", listId);
    input?.setAttribute("aria-autocomplete", "list");
    return () => {
      for (const name of ["aria-controls", "aria-autocomplete", "aria-activedescendant"])
        input?.removeAttribute(name);
    };
  }, [field, listId]);
  useEffect(() => {
    field.current?.setAttribute("aria-activedescendant", `${listId}-${at}`);
    document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [field, listId, at]);

  if (!found || (found.length === 0 && trigger.kind !== "canned")) return null;
  return (
    <div className="appear absolute bottom-full left-0 z-20 mb-2 w-full max-w-[440px] overflow-hidden rounded-10 border border-border bg-raised p-1 text-text shadow-e2">
      {found.length === 0 ? (
        <p className="px-2 py-2 text-meta text-text-2">{t("noCanned")}</p>
      ) : (
        <div
          id={listId}
          role="listbox"
          aria-label={t(`suggest.${trigger.kind}`)}
          className="scroll-area max-h-64"
        >
          {found.map((suggestion, index) => (
            <div
              key={suggestion.key}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseMove={() => setAt(index)}
              onMouseDown={(event) => {
                // The field keeps the focus.
                event.preventDefault();
                void take(suggestion);
              }}
              className={clsx(
                "flex min-h-8 cursor-default items-center gap-2 rounded-6 px-2 py-1 text-body max-sm:min-h-11",
                index === at && "bg-hover",
              )}
            >
              {suggestion.sign ? (
                <span className="w-6 shrink-0 text-center text-message">{suggestion.sign}</span>
              ) : null}
              <span className="shrink-0 font-medium">{suggestion.label}</span>
              <span className="min-w-0 truncate text-meta text-text-3">{suggestion.hint}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
