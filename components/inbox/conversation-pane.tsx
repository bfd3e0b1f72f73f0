"use client";

import { clsx } from "clsx";
import { MessagesSquare, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, Suspense, useDeferredValue, useEffect, useRef } from "react";
import { useCommands } from "../commands/registry";
import { useLive, useWorkspace } from "../realtime/context";
import { useShortcuts } from "../shell/shortcuts";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { ErrorCard } from "../ui/error";
import { late } from "../ui/late";
import { PHONE, WIDE } from "../ui/use-media";
import { useSettled } from "../ui/use-settled";
import { Composer } from "./composer";
import { useDetailsPanel } from "./details-store";
import { Thread } from "./thread";
import { ThreadHeader } from "./thread-header";
import { ThreadSkeleton } from "./thread-skeleton";
import { useComposerRights } from "./use-composer-rights";
import { useConversationActs } from "./use-conversation-acts";
import { useRoute } from "./use-route";

const Details = late(() => import("./details"));
const FirstRun = late(() => import("./first-run"));
const Moved = late(() => import("./moved"));

const ENTER_AFTER_MS = 250;

/** The open conversation with its contact beside it; without one, how to choose one. */
export function ConversationPane() {
  const t = useTranslations();
  const { engine, me } = useWorkspace();
  const { route, go } = useRoute();
  const id = route.conversationId;
  const conversation = useLive((live) => (id ? live.model.shown.get(id) : undefined));
  const isLoaded = useLive((live) => (id ? (live.model.threads.get(id)?.isLoaded ?? false) : false));
  const failure = useLive((live) => (id ? live.loader.failure(`thread:${id}`) : null));
  const hasLeft = useLive((live) => (id ? live.model.gone.has(id) : false));
  const isAway = hasLeft && !conversation;
  const isNew = useLive((live) => me.tenant.isNew && live.model.shown.size === 0);
  const mergedInto = conversation?.mergedIntoId;
  useEffect(() => {
    if (mergedInto) go({ conversationId: mergedInto }, { replace: true });
  }, [mergedInto, go]);
  const isSettled = useSettled();
  const panel = useDetailsPanel();
  const acts = useConversationActs();
  const can = useComposerRights();
  const section = useRef<HTMLElement>(null);

  useEffect(() => {
    // What has gone to somebody else is read anew when it comes back.
    const shownId = isAway ? null : id;
    // After the paint: what follows from a key runs before it.
    const load = setTimeout(() => void engine.loader.openThread(shownId));
    // Walking through the list with J and K enters no rooms on the way.
    const timer = setTimeout(() => engine.openThread(shownId), ENTER_AFTER_MS);
    return () => {
      clearTimeout(load);
      clearTimeout(timer);
    };
  }, [engine, id, isAway]);
  useEffect(() => () => engine.openThread(null), [engine]);

  function toggleDetails() {
    if (!window.matchMedia(PHONE).matches) panel.toggle();
    else go({ showsDetails: !route.showsDetails }, { replace: route.showsDetails });
  }
  const coversThread = () =>
    panel.narrow && !window.matchMedia(WIDE).matches && !window.matchMedia(PHONE).matches;
  useCommands({ details: conversation ? toggleDetails : undefined });
  useShortcuts({
    // What lies on top closes first; only then the conversation.
    escape:
      conversation && panel.narrow
        ? () => (coversThread() ? panel.close() : go({ conversationId: null }))
        : undefined,
  });

  if (!id) {
    return (
      <section
        aria-label={t("inbox.conversation")}
        className="grid min-w-0 grow place-items-center bg-sunken max-sm:hidden"
      >
        {isNew ? (
          <Suspense>
            <FirstRun />
          </Suspense>
        ) : (
          <Empty icon={MessagesSquare} fact={t("inbox.choose")} next={t("inbox.chooseNext")} />
        )}
      </section>
    );
  }
  const isMissing = isAway || failure?.code === "not_found" || failure?.code === "forbidden";
  return (
    <>
      <section
        ref={section}
        id="thread"
        tabIndex={-1}
        data-region
        data-thread="open"
        data-shown={conversation && isLoaded ? id : undefined}
        aria-label={t("inbox.conversation")}
        className={clsx(
          "relative flex min-w-0 grow flex-col bg-surface outline-none sm:min-w-[320px]",
          route.showsDetails && "max-sm:hidden",
        )}
      >
        {isAway ? (
          <Suspense>
            <Moved conversationId={id} onBack={() => go({ conversationId: null })} />
          </Suspense>
        ) : isMissing ? (
          <Empty icon={SearchX} fact={t("inbox.notFoundFact")} next={t("inbox.notFoundNext")}>
            <Button onClick={() => go({ conversationId: null })}>{t("inbox.backToList")}</Button>
          </Empty>
        ) : conversation && isLoaded ? (
          <>
            <ThreadHeader
              conversation={conversation}
              acts={acts}
              onToggleDetails={toggleDetails}
              isDetailsWide={panel.wide}
            />
            <Thread key={id} conversation={conversation} />
            {can.reply || can.note ? (
              <Composer key={`composer-${id}`} conversation={conversation} can={can} dropZone={section} />
            ) : (
              <p className="border-border border-t px-4 py-3 text-text-2">
                {t("inbox.composer.mayNotReply")}
              </p>
            )}
          </>
        ) : failure ? (
          <div className="p-4">
            <ErrorCard
              fact={t("inbox.threadFailed")}
              next={failure.code ? t("inbox.draftsSafe") : t("inbox.offlineNext")}
              reference={failure.reference && t("ui.reference", { id: failure.reference })}
              action={<Button onClick={() => engine.loader.openThread(id)}>{t("ui.tryAgain")}</Button>}
            />
          </div>
        ) : (
          <ThreadSkeleton />
        )}
      </section>
      {conversation && !isMissing ? (
        <aside
          aria-label={t("inbox.details")}
          data-region
          className={clsx(
            "w-[284px] shrink-0 flex-col border-border border-l bg-surface max-sm:w-full max-sm:border-0",
            panel.wide ? "xl:flex" : "xl:hidden",
            panel.narrow
              ? "sm:max-xl:rise sm:max-xl:absolute sm:max-xl:inset-y-0 sm:max-xl:right-0 sm:max-xl:z-10 sm:max-xl:flex sm:max-xl:shadow-e3"
              : "sm:max-xl:hidden",
            route.showsDetails ? "max-sm:flex" : "max-sm:hidden",
          )}
        >
          {isSettled ? (
            <Suspense>
              <DetailsAfter
                conversation={conversation}
                onClose={() => (route.showsDetails ? window.history.back() : panel.close())}
              />
            </Suspense>
          ) : null}
        </aside>
      ) : null}
    </>
  );
}

/** The thread is painted first, then who it is with. */
function DetailsAfter({ conversation, onClose }: ComponentProps<typeof Details>) {
  return <Details conversation={useDeferredValue(conversation)} onClose={onClose} />;
}
