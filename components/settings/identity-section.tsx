"use client";

import { useTranslations } from "next-intl";
import type { IdentitySecretListed } from "../../server/modules/inboxes/schema";
import type { Website } from "../../server/modules/visitors/website";
import { Checkbox } from "../forms/checkbox";
import { PickMany } from "../forms/pick-many";
import { useWorkspace } from "../realtime/context";
import { CopyLine } from "./copy-line";
import { IdentitySecret } from "./identity-secret";
import { SavePart } from "./save-part";
import { Section } from "./section";
import { useKeptForm } from "./use-kept-form";
import { useSave } from "./use-save";

const SERVER = `crypto.createHmac("sha256", IDENTITY_SECRET).update(String(user.id)).digest("hex")`;
const PAGE = `(window.parley ||= []).push(["identify", { id: user.id, hash, name: user.name, email: user.email }])`;

/** Who the visitors of a website are, and what its pages may say of them. */
export function IdentitySection(props: {
  inboxId: string;
  website: Pick<Website, "requiresHash" | "openAttributes" | "attributes">;
  /** Null: not for this member to see. */
  secrets: readonly IdentitySecretListed[] | null;
}) {
  const { inboxId, website, secrets } = props;
  const t = useTranslations("website");
  const { api } = useWorkspace();
  const { isBusy, save } = useSave();
  const given = { requiresHash: website.requiresHash, openAttributes: website.openAttributes };
  const { form, setForm, isDirty, saved } = useKeptForm(given);
  return (
    <Section title={t("identity")} lead={t("identityLead")}>
      {secrets ? <IdentitySecret inboxId={inboxId} secrets={secrets} /> : null}
      <p className="mt-5 mb-1 font-medium text-body">{t("howTo")}</p>
      <CopyLine label={t("howTo")} line={SERVER} />
      <p className="mt-4 mb-1 font-medium text-body">{t("howToPage")}</p>
      <CopyLine label={t("howToPage")} line={PAGE} />
      <fieldset disabled={!secrets} className="mt-5 flex min-w-0 flex-col gap-4">
        <Checkbox
          label={t("requiresHash")}
          checked={form.requiresHash}
          onChange={(event) => setForm({ ...form, requiresHash: event.target.checked })}
        />
        {website.attributes.length ? (
          <div>
            <PickMany
              label={t("attributes")}
              options={website.attributes}
              chosen={form.openAttributes}
              onChange={(openAttributes) => setForm({ ...form, openAttributes })}
            />
            <p className="mt-1 text-meta text-text-3">{t("attributesHint")}</p>
          </div>
        ) : (
          <p className="text-text-2">{t("noAttributes")}</p>
        )}
        <SavePart
          label={t("save")}
          isDirty={isDirty}
          isBusy={isBusy}
          onSave={() =>
            save(() => api.inboxes.updateWebsite.mutate({ inboxId, ...form }), {
              done: t("saved"),
              after: saved,
            })
          }
        />
      </fieldset>
    </Section>
  );
}
