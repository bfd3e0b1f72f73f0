"use client";

import { BellRing, CheckCheck, Settings, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { NotificationDto } from "../../server/modules/notifications/schema";
import { openConversation } from "../commands/open-conversation";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { ErrorCard } from "../ui/error";
import { IconButton } from "../ui/icon-button";
import { Skeleton } from "../ui/skeleton";
import type { NotificationList } from "./notification-list";
import { NotificationRow } from "./notification-row";
import { bell } from "./store";

const BEFORE_END = 200;

/** The list behind the bell: beside the rail; on a phone over the page. Esc closes it and the bell has the focus again. */
export function NotificationPanel({ list }: { list: NotificationList }) {
  const t = useTranslations("notifications");
  const ui = useTranslations("ui");
  const { me } = useWorkspace();
  const router = useRouter();
  const panel = useRef<HTMLElement>(null);
  const { items, only, phase, failure, cursor } = useSyncExternalStore(list.subscribe, list.get, list.get);
  useEffect(() => {
    void list.load();
    panel.current?.focus();
    function onPress(event: PointerEvent) {
      const at = event.target as Element;
      if (!panel.current?.contains(at) && !at.closest("#bell, [role=menu]")) bell.set({ isOpen: false });
    }
    window.addEventListener("pointerdown", onPress);
    return () => window.removeEventListener("pointerdown", onPress);
  }, [list]);

  function close() {
    bell.set({ isOpen: false });
    document.getElementById("bell")?.focus();
  }
  function open(item: NotificationDto) {
    list.setRead(item, true);
    bell.set({ isOpen: false });
    const to = { slug: me.tenant.slug, conversationId: item.conversationId, seq: item.seq };
    openConversation(to, (href) => router.push(href));
  }

  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={t("title")}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") close();
      }}
      className="rise fixed bottom-2 left-[58px] z-40 flex h-[min(620px,calc(100dvh-16px))] w-[400px] flex-col overflow-hidden rounded-12 border border-border bg-raised text-text shadow-e3 outline-none max-sm:inset-0 max-sm:h-auto max-sm:w-auto max-sm:rounded-none max-sm:border-0"
    >
      <header className="flex items-center gap-1 border-border border-b py-2 pr-2 pl-4">
        <h2 className="grow font-semibold text-list">{t("title")}</h2>
        <IconButton icon={CheckCheck} label={t("readAll")} onClick={list.readAll} />
        <IconButton
          icon={Settings}
          label={t("settings")}
          onClick={() => {
            bell.set({ isOpen: false });
            router.push(`/t/${me.tenant.slug}/settings/notifications`);
          }}
        />
        <IconButton icon={X} label={ui("close")} onClick={close} />
      </header>
      <div className="flex gap-2 px-4 py-2">
        {(["all", "unread"] as const).map((which) => (
          <button
            key={which}
            type="button"
            aria-pressed={only === which}
            onClick={() => list.show(which)}
            className="h-6 rounded-6 border border-border px-2 font-medium text-meta text-text-2 hover:bg-hover aria-pressed:border-primary-line aria-pressed:bg-primary-soft aria-pressed:text-primary-text max-sm:h-9 max-sm:px-3"
          >
            {t(which)}
          </button>
        ))}
      </div>
      <div
        className="scroll-area min-h-0 grow"
        onScroll={({ currentTarget: at }) => {
          const isNear = at.scrollHeight - at.scrollTop - at.clientHeight < BEFORE_END;
          if (isNear && cursor && phase === "ready") void list.load(true);
        }}
      >
        {failure ? (
          <div className="p-4">
            <ErrorCard
              fact={t("failed")}
              next={failure.code ? t("failedNext") : t("offlineNext")}
              reference={failure.reference && ui("reference", { id: failure.reference })}
              action={<Button onClick={() => list.load()}>{ui("tryAgain")}</Button>}
            />
          </div>
        ) : items.length > 0 ? (
          <ul aria-label={t("title")}>
            {items.map((item) => (
              <NotificationRow key={item.id} item={item} list={list} onOpen={() => open(item)} />
            ))}
          </ul>
        ) : phase === "ready" ? (
          <Empty
            icon={BellRing}
            tone="success"
            fact={t(only === "unread" ? "unreadFact" : "emptyFact")}
            next={t("emptyNext")}
          />
        ) : (
          <div className="appear-late" aria-hidden="true">
            {[0, 1, 2, 3].map((row) => (
              <div key={row} className="flex gap-3 px-4 py-3">
                <Skeleton className="size-8 rounded-full" />
                <span className="grow space-y-2 pt-1">
                  <Skeleton className="h-3 w-3/5" />
                  <Skeleton className="h-3 w-4/5" />
                </span>
              </div>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}
