"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SegmentDto } from "../../server/modules/contacts/filter";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input, inputClass } from "../ui/input";
import { useContactActs } from "./use-contact-acts";
import type { ContactQuery } from "./use-contact-list";

/** Names the filter and its order; an own segment that is open may be changed instead. */
export default function SegmentDialog(props: {
  query: ContactQuery;
  segment: SegmentDto | null;
  onSaved: (segments: SegmentDto[], id: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations("contactPages");
  const { api, me } = useWorkspace();
  const acts = useContactActs();
  const { segment } = props;
  const [name, setName] = useState(segment?.name ?? "");
  const [isShared, setShared] = useState(segment?.sharedWith === "tenant");
  const [isBusy, setBusy] = useState(false);
  const mayShare = me.member.permissions.includes("settings_account");
  async function save(isNew: boolean) {
    setBusy(true);
    const { filter, sort, isDescending } = props.query;
    const given = {
      name,
      filter,
      sort,
      isDescending,
      sharedWith: isShared ? ("tenant" as const) : ("private" as const),
    };
    const asked =
      isNew || !segment
        ? api.segments.create.mutate(given).then(({ id }) => id)
        : api.segments.update.mutate({ ...given, segmentId: segment.id }).then(() => segment.id);
    const id = await acts.ask(asked);
    const next = id && (await acts.ask(api.segments.list.query()));
    setBusy(false);
    if (id && next) props.onSaved(next, id);
  }
  return (
    <Dialog
      title={t("saveSegment")}
      onClose={props.onClose}
      footer={
        <>
          {segment?.isOwn ? (
            <Button busy={isBusy} onClick={() => void save(true)}>
              {t("saveAsNew")}
            </Button>
          ) : null}
          <Button variant="primary" busy={isBusy} onClick={() => void save(!segment?.isOwn)}>
            {segment?.isOwn ? t("saveChanges") : t("saveSegment")}
          </Button>
        </>
      }
    >
      <Field label={t("segmentName")}>
        {(control) => (
          <Input {...control} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      {mayShare ? (
        <div className="mt-4">
          <Field label={t("sharedWith")}>
            {(control) => (
              <select
                {...control}
                className={inputClass()}
                value={isShared ? "tenant" : "private"}
                onChange={(event) => setShared(event.target.value === "tenant")}
              >
                <option value="private">{t("onlyMe")}</option>
                <option value="tenant">{t("everybody")}</option>
              </select>
            )}
          </Field>
        </div>
      ) : null}
    </Dialog>
  );
}
