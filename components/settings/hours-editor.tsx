"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { BusinessHours } from "../../server/core/hours";
import { Checkbox } from "../forms/checkbox";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Input } from "../ui/input";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const PLUS = <Plus aria-hidden="true" size={14} strokeWidth={1.75} />;

/** Several intervals a day, and holidays. */
export function HoursEditor(props: { hours: BusinessHours; onChange: (hours: BusinessHours) => void }) {
  const t = useTranslations("hours");
  const { hours, onChange } = props;
  const setDay = (day: number, intervals: BusinessHours["days"][number]) =>
    onChange({ ...hours, days: hours.days.map((old, i) => (i === day ? intervals : old)) });
  const setHoliday = (at: number, change: Partial<BusinessHours["holidays"][number]>) =>
    onChange({
      ...hours,
      holidays: hours.holidays.map((old, i) => (i === at ? { ...old, ...change } : old)),
    });
  return (
    <div className="flex flex-col gap-4">
      <Checkbox
        label={t("isOn")}
        checked={hours.isOn}
        onChange={(e) => onChange({ ...hours, isOn: e.target.checked })}
      />
      {hours.isOn ? (
        <>
          <ul aria-label={t("days")} className="divide-y divide-border">
            {DAYS.map((_, place) => {
              // Kept from Monday on, shown from the day on which a week begins here.
              const day = (place + DAYS.indexOf(t("firstDay") as "mon") + DAYS.length) % DAYS.length;
              const key = DAYS[day]!;
              const name = t(key);
              const intervals = hours.days[day] ?? [];
              const setTime = (at: number, change: { from?: string; to?: string }) =>
                setDay(
                  day,
                  intervals.map((old, i) => (i === at ? { ...old, ...change } : old)),
                );
              return (
                <li key={key} className="flex flex-wrap items-start gap-x-3 gap-y-2 py-2">
                  <span className="w-24 pt-1.5 font-medium">{name}</span>
                  <span className="flex min-w-0 grow flex-col gap-2">
                    {intervals.length === 0 ? (
                      <span className="pt-1.5 text-text-3">{t("closed")}</span>
                    ) : null}
                    {intervals.map(({ from, to }, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: an interval is named by its place.
                      <span key={at} className="flex items-center gap-2">
                        <Time
                          label={t("from", { day: name })}
                          value={from}
                          set={(v) => setTime(at, { from: v })}
                        />
                        <span aria-hidden="true">–</span>
                        <Time
                          label={t("to", { day: name })}
                          value={to}
                          set={(v) => setTime(at, { to: v })}
                          isEnd
                        />
                        <IconButton
                          icon={X}
                          label={t("remove", { day: name })}
                          onClick={() => setDay(day, intervals.toSpliced(at, 1))}
                        />
                      </span>
                    ))}
                  </span>
                  <Button
                    size="sm"
                    icon={PLUS}
                    aria-label={t("addTo", { day: name })}
                    onClick={() => setDay(day, [...intervals, nextInterval(intervals.at(-1)?.to)])}
                  >
                    {t("add")}
                  </Button>
                </li>
              );
            })}
          </ul>
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1 font-medium">{t("holidays")}</legend>
            {hours.holidays.map((holiday, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a holiday is named by its place.
              <span key={at} className="flex flex-wrap items-center gap-2">
                <Input
                  aria-label={t("holidayName")}
                  placeholder={t("holidayName")}
                  value={holiday.name}
                  onChange={(e) => setHoliday(at, { name: e.target.value })}
                  className="w-44! grow"
                />
                <DayInput
                  label={t("holidayFrom")}
                  value={holiday.from}
                  set={(from) => setHoliday(at, { from, ...(holiday.to < from && { to: from }) })}
                />
                <span aria-hidden="true">–</span>
                <DayInput label={t("holidayTo")} value={holiday.to} set={(to) => setHoliday(at, { to })} />
                <IconButton
                  icon={X}
                  label={t("removeHoliday", { name: holiday.name })}
                  onClick={() => onChange({ ...hours, holidays: hours.holidays.toSpliced(at, 1) })}
                />
              </span>
            ))}
            <Button
              size="sm"
              icon={PLUS}
              className="self-start"
              onClick={() => onChange({ ...hours, holidays: [...hours.holidays, newHoliday()] })}
            >
              {t("addHoliday")}
            </Button>
          </fieldset>
        </>
      ) : null}
    </div>
  );
}

function nextInterval(after?: string) {
  if (!after || after >= "22:00") return { from: "09:00", to: "17:00" };
  const hour = Number(after.slice(0, 2)) + 1;
  return {
    from: `${String(hour).padStart(2, "0")}:00`,
    to: `${String(Math.min(hour + 2, 24)).padStart(2, "0")}:00`,
  };
}

function newHoliday() {
  const today = new Date().toISOString().slice(0, 10);
  return { name: "", from: today, to: today };
}

type Part = { label: string; value: string; set: (value: string) => void };
/** The browser's clock ends at 23:59; what ends at midnight is kept as 24:00. */
function Time({ label, value, set, isEnd }: Part & { isEnd?: true }) {
  const shown = value === "24:00" ? "00:00" : value;
  return (
    <Input
      type="time"
      aria-label={label}
      value={shown}
      onChange={(e) => set(e.target.value === "00:00" && isEnd ? "24:00" : e.target.value)}
      className="num w-32! max-sm:px-2!"
    />
  );
}

function DayInput({ label, value, set }: Part) {
  return (
    <Input
      type="date"
      aria-label={label}
      value={value}
      onChange={(e) => set(e.target.value)}
      className="num w-38!"
    />
  );
}
