"use client";

import { Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import {
  DELIVERY_STATES,
  type DeliveryHealth,
  type DeliveryListed,
  type DeliveryState,
} from "../../server/modules/deliveries/schema";
import type { InboxSettings } from "../../server/modules/inboxes/schema";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { showToast } from "../ui/toast-store";
import { ConnectionHealth } from "./connection-health";
import { DeliveryDialog } from "./delivery-dialog";
import { DeliveryTable } from "./delivery-table";
import { PageHead } from "./page-head";

type Page = { items: DeliveryListed[]; nextCursor: string | null };
const SEARCH_AFTER_MS = 300;

/** Every request of an inbox's provider: searched, looked into, and understood once more. */
export function DeliveriesScreen(props: { inbox: InboxSettings; first: Page; health: DeliveryHealth }) {
  const t = useTranslations("deliveries");
  const { api, me } = useWorkspace();
  const { inbox, health } = props;
  const inboxId = inbox.id;
  const [page, setPage] = useState(props.first);
  const [state, setState] = useState<DeliveryState | "">("");
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<string | null>(null);
  const turn = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  /** The newest question counts. */
  async function read(wanted: { state: DeliveryState | ""; search: string; cursor?: string }) {
    const own = ++turn.current;
    const { cursor } = wanted;
    const input = { inboxId, cursor, state: wanted.state || undefined, search: wanted.search || undefined };
    try {
      const answer = await api.deliveries.list.query(input);
      if (own !== turn.current) return;
      setPage((old) => (cursor ? { ...answer, items: [...old.items, ...answer.items] } : answer));
    } catch (error) {
      showToast({ tone: "problem", text: failureOf(error).message || t("notRead") });
    }
  }
  function find(text: string) {
    setSearch(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void read({ state, search: text }), SEARCH_AFTER_MS);
  }
  function choose(next: DeliveryState | "") {
    setState(next);
    void read({ state: next, search });
  }
  const inboxes = `/t/${me.tenant.slug}/settings/inboxes`;
  return (
    <>
      <PageHead
        title={t("title")}
        crumbs={[
          { label: t("back"), href: inboxes },
          { label: inbox.name, href: `${inboxes}/${inboxId}` },
        ]}
      />
      <div className="w-full max-w-[1080px] px-6 py-5 max-sm:px-4">
        <p className="mb-4 text-text-2">{t("lead")}</p>
        <ConnectionHealth inbox={inbox} health={health} />
        <div className="mt-5 mb-3 flex flex-wrap gap-2">
          <Input
            type="search"
            aria-label={t("search")}
            placeholder={t("search")}
            value={search}
            maxLength={200}
            onChange={(event) => find(event.target.value)}
            className="max-w-80"
          />
          <Select
            aria-label={t("state")}
            value={state}
            onChange={(event) => choose(event.target.value as DeliveryState | "")}
            className="w-44"
          >
            <option value="">{t("all")}</option>
            {DELIVERY_STATES.map((one) => (
              <option key={one} value={one}>
                {t(`states.${one}`)}
              </option>
            ))}
          </Select>
          <Button onClick={() => void read({ state, search })}>{t("refresh")}</Button>
        </div>
        {page.items.length === 0 ? (
          <Empty
            icon={Inbox}
            fact={t(state || search ? "noMatch" : "empty")}
            next={t(state || search ? "noMatchNext" : "emptyNext")}
          />
        ) : (
          <DeliveryTable items={page.items} onOpen={setOpened} />
        )}
        {page.nextCursor ? (
          <p className="mt-4 text-center">
            <Button onClick={() => void read({ state, search, cursor: page.nextCursor! })}>
              {t("older")}
            </Button>
          </p>
        ) : null}
      </div>
      {opened ? (
        <DeliveryDialog
          deliveryId={opened}
          onClose={() => setOpened(null)}
          onReplayed={() => void read({ state, search })}
        />
      ) : null}
    </>
  );
}
