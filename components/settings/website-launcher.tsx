import { useTranslations } from "next-intl";
import { CHAT, SIGNS } from "../../widget/loader/signs";
import { Choices } from "../forms/choices";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import type { WebsiteDraft } from "./website-draft";

type Look = WebsiteDraft["look"];
const ICONS = ["chat", "dots", "help", "mail"] as const;
const SIDES = ["left", "right"] as const;
const THEMES = ["auto", "light", "dark"] as const;

/** The button: its sign and word, its corner, and whether the chat is light or dark. */
export function WebsiteLauncher(props: {
  look: Look;
  errors: Record<string, string>;
  onChange: (look: Look) => void;
}) {
  const { look, errors, onChange } = props;
  const t = useTranslations("website");
  const set = (part: Partial<Look>) => onChange({ ...look, ...part });
  return (
    <>
      <Choices
        label={t("icon")}
        value={look.icon}
        options={ICONS.map((icon) => ({
          value: icon,
          label: t(`icons.${icon}`),
          picture: <Sign of={icon} />,
        }))}
        onChange={(icon) => set({ icon })}
      />
      <Field label={t("launcherLabel")} hint={t("launcherLabelHint")} error={errors["look.label"]}>
        {(control) => (
          <Input
            {...control}
            maxLength={24}
            value={look.label}
            onChange={(event) => set({ label: event.target.value })}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-x-8 gap-y-5">
        <Choices
          label={t("side")}
          value={look.side}
          options={SIDES.map((side) => ({ value: side, label: t(`sides.${side}`) }))}
          onChange={(side) => set({ side })}
        />
        <Choices
          label={t("theme")}
          value={look.theme}
          options={THEMES.map((theme) => ({ value: theme, label: t(`themes.${theme}`) }))}
          onChange={(theme) => set({ theme })}
        />
        <Field label={t("gap")} error={errors["look.gap"]}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              max={160}
              value={look.gap}
              onChange={(event) => set({ gap: Math.round(event.target.valueAsNumber) || 0 })}
            />
          )}
        </Field>
      </div>
    </>
  );
}

function Sign({ of }: { of: Look["icon"] }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="size-5" fill="none" stroke="currentColor">
      <path d={SIGNS[of] ?? CHAT} strokeWidth={1.75} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
