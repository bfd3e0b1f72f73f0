"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SegmentDto } from "../../server/modules/contacts/filter";
import { SharingField, sharedAs, sharingOf } from "../inbox/sharing-field";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
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
  const [sharing, setSharing] = useState(segment ? sharingOf(segment) : "private");
  const [isBusy, setBusy] = useState(false);
  const mayChange = segment && (segment.isOwn || me.member.permissions.includes("settings_account"));
  async function save(isNew: boolean) {
    setBusy(true);
    const { filter, sort, isDescending } = props.query;
    const given = { name, filter, sort, isDescending, ...sharedAs(sharing) };
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
          {mayChange ? (
            <Button busy={isBusy} onClick={() => void save(true)}>
              {t("saveAsNew")}
            </Button>
          ) : null}
          <Button variant="primary" busy={isBusy} onClick={() => void save(!mayChange)}>
            {mayChange ? t("saveChanges") : t("saveSegment")}
          </Button>
        </>
      }
    >
      <Field label={t("segmentName")}>
        {(control) => (
          <Input {...control} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <div className="mt-4">
        <SharingField value={sharing} onChange={setSharing} />
      </div>
    </Dialog>
  );
}
