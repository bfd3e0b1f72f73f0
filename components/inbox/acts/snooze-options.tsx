import { AlarmClock, MessageSquare } from "lucide-react";
import type { Choice } from "../../commands/registry";
import { readerOf } from "../../i18n/reader";
import { formatDateTime, formatWeekday } from "../../i18n/time";
import { runOn } from "./act-options";
import type { ActEnv } from "./use-act-env";

const PRESETS = ["hour", "tomorrow", "week", "month"] as const;

/** The ready-made times, and first of all what was typed, as it was understood. The calendar is loaded with the list. */
export async function snoozeOptions(env: ActEnv, typed: string): Promise<Choice[]> {
  const { t, workspace } = env;
  const { readTime, snoozePresets } = await import("./snooze-times");
  const zone = workspace.me.tenant.timeZone;
  const now = new Date();
  const { locale } = env.reader;
  const clock = readerOf(locale, zone);
  const shown = (at: Date) => `${formatWeekday(+at, clock)}, ${formatDateTime(+at, clock)}`;
  const icon = <AlarmClock aria-hidden="true" size={14} strokeWidth={1.75} />;
  const until = (id: string, words: string, at: Date, isAnswer?: true): Choice => ({
    id,
    words,
    hint: isAnswer ? undefined : shown(at),
    icon,
    isAnswer,
    run: () => runOn(env, { type: "snooze", until: at.toISOString() }),
  });
  const presets = snoozePresets(now, zone);
  const own = typed.trim() ? readTime(typed, now, { zone, locale }) : null;
  return [
    ...(own ? [until("own", t("until", { time: shown(own) }), own, true)] : []),
    {
      id: "reply",
      words: t("untilReply"),
      icon: <MessageSquare aria-hidden="true" size={14} strokeWidth={1.75} />,
      run: () => runOn(env, { type: "snooze", until: null }),
    },
    ...PRESETS.map((name) => until(name, t(`presets.${name}`), presets[name])),
  ];
}
