"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "../forms/checkbox";
import { Section } from "./section";
import type { DraftProps, WebsiteDraft } from "./website-draft";

/** What the chat can do besides writing. */
export function WebsiteFeatures({ draft, change, mayConfigure, save }: DraftProps) {
  const t = useTranslations("website");
  const { features } = draft;
  const keys = Object.keys(features) as (keyof WebsiteDraft["features"])[];
  return (
    <Section title={t("features")} lead={t("featuresLead")}>
      <fieldset disabled={!mayConfigure} className="flex min-w-0 flex-col gap-3">
        {keys.map((key) => (
          <div key={key}>
            <Checkbox
              label={t(`feature.${key}`)}
              checked={features[key]}
              onChange={(event) => change({ features: { ...features, [key]: event.target.checked } })}
            />
            <p className="mt-0.5 ml-6 text-meta text-text-3">{t(`featureHint.${key}`)}</p>
          </div>
        ))}
        <div>
          <Checkbox
            label={t("continuity")}
            checked={draft.continuity}
            onChange={(event) => change({ continuity: event.target.checked })}
          />
          <p className="mt-0.5 ml-6 text-meta text-text-3">{t("continuityHint")}</p>
        </div>
        {save(["features", "continuity"])}
      </fieldset>
    </Section>
  );
}
