"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Logo } from "../ui/logo";
import { Difficulty } from "./difficulty";
import { Handset } from "./handset";
import { InboxFrame } from "./inbox-frame";
import { NetworkSwitch } from "./network-switch";
import { People } from "./people";
import { SendElse } from "./send-else";
import { Travelled } from "./travelled";
import { usePhone } from "./use-phone";

/** Plays the customers of the demo business: their phone, the inbox beside it, and what goes between the two. */
export function PretendPhone() {
  const t = useTranslations("phone");
  const { shown, isInSync, problem, ask } = usePhone();
  const [person, setPerson] = useState("grace");
  const [networks, setNetworks] = useState<Record<string, string>>({});
  const [editing, setEditing] = useState<string | null>(null);
  const [frame, setFrame] = useState(0);

  const who = shown?.people.find(({ key }) => key === person);
  const present = (key: string | undefined) => shown?.networks.find((one) => one.key === key);
  const homeOf = (key: string) => present(shown?.people.find((one) => one.key === key)?.network);
  const networkOf = (key: string) => present(networks[key]) ?? homeOf(key) ?? shown?.networks[0];
  const network = networkOf(person);
  const chat = shown && network ? shown.chats[`${person}/${network.key}`] : undefined;
  const place = { person, network: network?.key ?? "" };
  const unread = chat?.messages.some(({ isMine, status }) => !isMine && status !== "read") ?? false;
  const isUnread = shown?.difficulty.isUnread;

  // What is on the screen is read.
  useEffect(() => {
    if (!unread || isUnread) return;
    const read = () => {
      if (document.visibilityState === "visible") void ask({ type: "read", person, network: place.network });
    };
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [unread, isUnread, person, place.network, ask]);

  if (!shown) return <div className="min-h-dvh bg-canvas" aria-busy="true" />;
  return (
    <div className="flex min-h-dvh flex-col bg-canvas lg:h-dvh">
      <header className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-1 border-border border-b bg-surface px-5 py-2">
        <Logo size={28} />
        <h1 className="font-semibold text-message">{t("title")}</h1>
        <Badge tone="accent">{t("developmentOnly")}</Badge>
        <p className="text-body text-text-2">{t("nothingLeaves")}</p>
        <p role="status" className="num ml-auto flex items-center gap-2 text-meta text-text-2">
          <span
            aria-hidden="true"
            className={`size-2 rounded-full ${isInSync ? "bg-success" : "bg-warning"}`}
          />
          {isInSync
            ? t("inSync", { lag: shown.lag ?? 0, hasLag: String(shown.lag !== null) })
            : t("reconnecting")}
        </p>
        <Button
          icon={<RotateCcw aria-hidden="true" size={14} strokeWidth={1.75} />}
          onClick={() => ask({ type: "again" })}
        >
          {t("startAgain")}
        </Button>
      </header>
      {network && chat && who ? (
        <main aria-label={t("title")} className="flex min-h-0 grow flex-col lg:flex-row">
          <aside
            aria-label={t("customer")}
            className="scroll-area order-2 flex shrink-0 flex-col gap-5 p-5 lg:order-1 lg:w-66 lg:border-border lg:border-r"
          >
            <People
              people={shown.people}
              chosen={person}
              networkOf={networkOf}
              onChoose={(key) => {
                setPerson(key);
                setEditing(null);
              }}
            />
            <SendElse tells={network.tells} chat={chat} place={place} ask={ask} onEdit={setEditing} />
            <Difficulty
              difficulty={shown.difficulty}
              place={place}
              ask={ask}
              onWindow={() => setFrame((count) => count + 1)}
            />
          </aside>
          <section
            aria-label={t("phone", { name: who.name })}
            className="order-1 flex shrink-0 flex-col items-center justify-center gap-3 bg-[radial-gradient(var(--border)_1px,transparent_1px)] bg-[size:14px_14px] bg-sunken p-4 lg:order-2 lg:w-93"
          >
            <NetworkSwitch
              networks={shown.networks}
              chosen={network.key}
              onChoose={(key) => setNetworks({ ...networks, [person]: key })}
            />
            <Handset
              key={`${person}/${network.key}`}
              {...{ chat, place, ask, editing, network }}
              business={shown.business}
              onEdited={() => setEditing(null)}
            />
            {problem ? (
              <p role="alert" className="max-w-76 text-center text-body text-danger-text">
                {problem}
              </p>
            ) : (
              <p className="text-center text-meta text-text-2">{t("pressEnter")}</p>
            )}
          </section>
          <div className="order-3 flex min-h-0 min-w-0 grow flex-col gap-3 p-3">
            <InboxFrame key={frame} slug={shown.slug} conversationId={chat.conversationId} />
            <Travelled
              travelled={shown.travelled}
              log={`/t/${shown.slug}/settings/inboxes/${chat.inboxId}/deliveries`}
            />
          </div>
        </main>
      ) : (
        <main className="m-auto max-w-lg p-6">
          <Empty icon={RotateCcw} fact={t("emptyFact")} next={t("emptyNext")} />
        </main>
      )}
    </div>
  );
}
