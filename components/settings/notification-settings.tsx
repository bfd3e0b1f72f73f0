"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import {
  NOTIFICATION_TYPES,
  NOTIFICATION_WAYS,
  type NotificationType,
  type NotificationWay,
  waysOf,
} from "../../server/modules/notifications/schema";
import { sound } from "../notifications/sound";
import { Button } from "../ui/button";
import { Select } from "../ui/select";
import { useWaits } from "../ui/use-hydrated";
import { PushDevice } from "./push-device";
import { Section } from "./section";
import { usePreferences } from "./use-preferences";

const SHOWN = [...NOTIFICATION_TYPES].reverse();
const TONES = ["ding", "chime", "pop"] as const;

/** What a member is told of and how: each type by each way, the sound, and push on this device. */
export function NotificationSettings() {
  const t = useTranslations("notifications");
  const tone = useId();
  const waits = useWaits(true);
  const { preferences, change } = usePreferences();
  const { notifications, sound: choice, pushPreview } = preferences;

  function toggle(type: NotificationType, way: NotificationWay, isOn: boolean) {
    const ways = { ...waysOf(notifications, type), [way]: isOn };
    void change({ notifications: { ...notifications, [type]: ways } });
  }
  const setSound = (part: Partial<typeof choice>) => void change({ sound: { ...choice, ...part } });

  return (
    <>
      <Section title={t("page.title")} lead={t("page.lead")}>
        <div className="-mx-1 overflow-x-auto px-1">
          <table className="w-full text-left">
            <thead>
              <tr className="h-8 text-head text-text-3 max-sm:grid max-sm:grid-cols-4 max-sm:items-center">
                <th className="font-semibold max-sm:sr-only">{t("page.what")}</th>
                {NOTIFICATION_WAYS.map((way) => (
                  <th key={way} scope="col" className="w-16 px-1 text-center max-sm:w-auto font-semibold">
                    {t(`ways.${way}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {SHOWN.map((type) => {
                const ways = waysOf(notifications, type);
                return (
                  <tr
                    key={type}
                    className="h-10 border-border border-t max-sm:grid max-sm:h-auto max-sm:grid-cols-4 max-sm:pt-2"
                  >
                    <th scope="row" className="py-1 font-normal max-sm:col-span-4">
                      {t(`types.${type}`)}
                    </th>
                    {NOTIFICATION_WAYS.map((way) => (
                      <td key={way} className="text-center">
                        <label className="inline-grid size-8 cursor-pointer place-items-center max-sm:size-11">
                          <span className="sr-only">
                            {t(`types.${type}`)}: {t(`ways.${way}`)}
                          </span>
                          <input
                            type="checkbox"
                            disabled={waits}
                            checked={ways[way]}
                            onChange={(event) => toggle(type, way, event.target.checked)}
                            className="size-4 accent-primary"
                          />
                        </label>
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <p className="mt-3 text-meta text-text-2">{t("mailHint")}</p>
      </Section>
      <Section title={t("sound.title")}>
        <div className="flex flex-wrap items-end gap-4">
          <label htmlFor={tone} className="block">
            <span className="mb-1 block font-medium">{t("sound.tone")}</span>
            <Select
              id={tone}
              value={choice.tone}
              onChange={(event) => setSound({ tone: TONES.find((tone) => tone === event.target.value) })}
              className="w-44"
            >
              {TONES.map((tone) => (
                <option key={tone} value={tone}>
                  {t(`sound.${tone}`)}
                </option>
              ))}
            </Select>
          </label>
          <label className="block">
            <span className="mb-1 block font-medium">{t("sound.volume")}</span>
            <input
              type="range"
              min={0}
              max={100}
              step={5}
              value={choice.volume}
              onChange={(event) => setSound({ volume: Number(event.target.value) })}
              className="block h-8.5 accent-primary max-sm:h-11"
            />
          </label>
          <Button onClick={() => sound(choice)}>{t("sound.try")}</Button>
        </div>
        <label className="mt-4 flex cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            disabled={waits}
            checked={choice.onlyWhenAway}
            onChange={(event) => setSound({ onlyWhenAway: event.target.checked })}
            className="size-4 accent-primary"
          />
          {t("sound.onlyWhenAway")}
        </label>
      </Section>
      <Section title={t("push.title")} lead={t("push.lead")}>
        <PushDevice />
        <label className="mt-4 flex cursor-pointer gap-3">
          <input
            type="checkbox"
            disabled={waits}
            checked={pushPreview}
            onChange={(event) => void change({ pushPreview: event.target.checked })}
            className="mt-0.5 size-4 accent-primary"
          />
          <span>
            {t("push.preview")}
            <span className="block text-meta text-text-2">{t("push.previewHint")}</span>
          </span>
        </label>
      </Section>
    </>
  );
}
