"use client";

import { CheckCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { ListOutbox, OutboxListed } from "../../server/modules/sending/schema";
import { Checkbox } from "../forms/checkbox";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Select } from "../ui/select";
import { showToast } from "../ui/toast-store";
import { OutboxRow } from "./outbox-row";
import { PageHead } from "./page-head";

type Page = { items: OutboxListed[]; nextCursor: string | null };
type Status = NonNullable<ListOutbox["status"]>;
const FIRST_PAGE = 50;
const AGAIN_MS = 5_000;
const CHOICES: readonly (Status | "")[] = ["open", "dead", "scheduled", "ready", "waiting", "done", ""];

/** What is owed, what waits and what was given up; the last is tried again or let be. */
export function OutboxScreen({ first }: { first: Page }) {
  const t = useTranslations("outbox");
  const { api, me } = useWorkspace();
  const [page, setPage] = useState(first);
  const [status, setStatus] = useState<Status | "">("open");
  const [isAll, setAll] = useState(false);
  const turn = useRef(0);
  const mayChange = me.member.permissions.includes("settings_advanced");

  /** The newest question counts. */
  async function read(wanted: Status | "", cursor?: string, hidesBackground = !isAll) {
    const own = ++turn.current;
    try {
      const answer = await api.outbox.list.query({ status: wanted || undefined, cursor, hidesBackground });
      if (own !== turn.current) return;
      setPage((old) => (cursor ? { ...answer, items: [...old.items, ...answer.items] } : answer));
    } catch (error) {
      showToast({ tone: "problem", text: failureOf(error).message || t("notRead") });
    }
  }
  async function act(entry: OutboxListed, how: "retry" | "discard") {
    try {
      await api.outbox[how].mutate({ entryId: entry.id });
      const isWaiting = entry.status === "scheduled";
      showToast({ text: t(how === "discard" ? "discarded" : isWaiting ? "triedNow" : "retried") });
    } catch (error) {
      showToast({ tone: "problem", text: failureOf(error).message || t("notDone") });
    }
    await read(status);
  }
  // Open and dead work is little and moves on by itself. All that was ever done is much to look through: that is read again
  // when somebody comes back to it. Older pages that were asked for stay as they are.
  const isFirstPage = page.items.length <= FIRST_PAGE;
  const again = useRef(read);
  again.current = read;
  useEffect(() => {
    if (!isFirstPage) return;
    const look = () => document.hidden || void again.current(status);
    const timer = status !== "" && status !== "done" ? setInterval(look, AGAIN_MS) : undefined;
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [isFirstPage, status]);
  return (
    <>
      <PageHead title={t("title")} />
      <div className="w-full max-w-[1080px] px-6 py-5 max-sm:px-4">
        <p className="mb-4 text-text-2">{t("lead")}</p>
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <Select
            aria-label={t("state")}
            value={status}
            onChange={(event) => {
              const next = event.target.value as Status | "";
              setStatus(next);
              void read(next);
            }}
            className="w-52"
          >
            {CHOICES.map((one) => (
              <option key={one} value={one}>
                {t(`states.${one || "all"}`)}
              </option>
            ))}
          </Select>
          <Button onClick={() => void read(status)}>{t("refresh")}</Button>
          <Checkbox
            label={t("background")}
            checked={isAll}
            onChange={(event) => {
              setAll(event.target.checked);
              void read(status, undefined, !event.target.checked);
            }}
          />
        </div>
        {page.items.length === 0 ? (
          <Empty
            icon={CheckCheck}
            tone="success"
            fact={t(status === "open" ? "empty" : "noMatch")}
            next={t("emptyNext")}
          />
        ) : (
          <ul aria-label={t("title")} className="divide-y divide-border rounded-12 border border-border">
            {page.items.map((entry) => (
              <OutboxRow key={entry.id} entry={entry} onAct={mayChange ? (how) => act(entry, how) : null} />
            ))}
          </ul>
        )}
        {page.nextCursor ? (
          <p className="mt-4 text-center">
            <Button onClick={() => void read(status, page.nextCursor!)}>{t("older")}</Button>
          </p>
        ) : null}
      </div>
    </>
  );
}
