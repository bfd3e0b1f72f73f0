"use client";

import { useTranslations } from "next-intl";
import type { Website } from "../../server/modules/visitors/website";
import { useWorkspace } from "../realtime/context";
import { SavePart } from "./save-part";
import { useKeptForm } from "./use-kept-form";
import { useSave } from "./use-save";
import { type DraftProps, draftOf, type WebsiteDraft } from "./website-draft";
import { WebsiteFeatures } from "./website-features";
import { WebsiteLook } from "./website-look";
import { WebsitePreview } from "./website-preview";
import { WebsiteTexts } from "./website-texts";

/** How the chat on a website looks, what it can do and what it says, with the chat itself beside it as it would be. */
export function WebsiteSections(props: {
  inboxId: string;
  publicId: string;
  tenantName: string;
  website: Website;
  mayConfigure: boolean;
}) {
  const { inboxId, publicId, tenantName, website, mayConfigure } = props;
  const t = useTranslations("website");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const { stored, form: draft, setForm: setDraft, saved } = useKeptForm(draftOf(website));

  async function store() {
    const { origins, ...given } = draft;
    const allowedOrigins = origins.split("\n").filter((line) => line.trim());
    await api.inboxes.updateWebsite.mutate({ inboxId, ...given, allowedOrigins });
  }
  const isDirty = (key: keyof WebsiteDraft) => JSON.stringify(draft[key]) !== JSON.stringify(stored[key]);
  const parts: DraftProps = {
    ...{ draft, errors, mayConfigure },
    change: (part) => setDraft((old) => ({ ...old, ...part })),
    save: (keys) => (
      <SavePart
        label={t("save")}
        isDirty={keys.some(isDirty)}
        isBusy={isBusy}
        onSave={() => save(store, { done: t("saved"), after: saved })}
      />
    ),
  };
  return (
    <>
      <WebsiteLook {...parts} />
      <WebsitePreview draft={draft} publicId={publicId} tenantName={tenantName} />
      <WebsiteFeatures {...parts} />
      <WebsiteTexts {...parts} />
    </>
  );
}
