"use client";

import { Paperclip, Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { plainText } from "../../server/core/plain-text";
import type { CannedDto } from "../../server/modules/replies/schema";
import { useWorkspace } from "../realtime/context";
import { useTold } from "../realtime/use-told";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Input } from "../ui/input";
import { answerOf } from "./answer-of";
import { KeptRow } from "./kept-row";
import { Rows, Section } from "./section";

const CannedDialog = lazy(() => import("../inbox/canned-dialog"));

/** Every canned response this member has, with a search; a press on one changes it where the member may. */
export function CannedList({ initial }: { initial: readonly CannedDto[] }) {
  const t = useTranslations("canned");
  const { api, me } = useWorkspace();
  const [all, setAll] = useState(initial);
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState<CannedDto | "new" | null>(null);
  const mayShare = me.member.permissions.includes("settings_account");
  const word = query.trim().toLowerCase();
  const shown = all.filter((one) => `/${one.shortCode} ${one.content}`.toLowerCase().includes(word));

  async function reload() {
    const next = await api.canned.list.query().catch(() => null);
    if (next) setAll(next);
  }
  useTold("canned", reload);
  const remove = (canned: CannedDto) =>
    answerOf(async () => {
      await api.canned.delete.mutate({ cannedId: canned.id });
      await reload();
    }, t("offline"));
  const list = (isShared: boolean) => shown.filter((one) => one.isShared === isShared);
  return (
    <>
      <div className="mb-4 flex gap-2">
        <Input
          type="search"
          aria-label={t("find")}
          placeholder={t("find")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <Button variant="primary" onClick={() => setOpen("new")}>
          {t("new")}
        </Button>
      </div>
      {all.length === 0 ? <Empty icon={Zap} fact={t("emptyFact")} next={t("emptyNext")} /> : null}
      {all.length > 0 && shown.length === 0 ? (
        <p className="text-text-2">{t("noMatch", { query: query.trim() })}</p>
      ) : null}
      {[true, false].map((isShared) =>
        list(isShared).length ? (
          <Section
            key={String(isShared)}
            title={t(isShared ? "shared" : "own")}
            lead={t(isShared ? "sharedLead" : "ownLead")}
          >
            <Rows label={t(isShared ? "shared" : "own")}>
              {list(isShared).map((one) => (
                <KeptRow
                  key={one.id}
                  isFixed={isShared && !mayShare}
                  change={{
                    label: t("edit"),
                    name: t("editName", { code: one.shortCode }),
                    onPress: () => setOpen(one),
                  }}
                  remove={{
                    label: t("delete"),
                    name: t("deleteName", { code: one.shortCode }),
                    confirm: t("deleteIt"),
                    keep: t("keep"),
                    question: t("deleteTitle", { code: one.shortCode }),
                    consequence: t(isShared ? "deleteShared" : "deleteOwn"),
                    done: t("deleted", { code: one.shortCode }),
                    action: () => remove(one),
                  }}
                >
                  <div className="min-w-0 grow">
                    <p className="flex items-center gap-2 font-medium">
                      /{one.shortCode}
                      {one.files.length ? (
                        <span className="flex items-center gap-1 text-meta text-text-3">
                          <Paperclip aria-hidden="true" size={12} strokeWidth={1.75} />
                          {t("files", { count: one.files.length })}
                        </span>
                      ) : null}
                    </p>
                    <p className="truncate text-text-2">{plainText(one.content)}</p>
                  </div>
                </KeptRow>
              ))}
            </Rows>
          </Section>
        ) : null,
      )}
      {open ? (
        <Suspense>
          <CannedDialog
            canned={open === "new" ? undefined : open}
            onClose={() => setOpen(null)}
            onSaved={() => void reload()}
          />
        </Suspense>
      ) : null}
    </>
  );
}
