"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { offeredTimes, readTime } from "./send-times";

/** When a reply is to leave: two usual times, or one's own in words. */
export default function SendLater(props: {
  title?: string;
  /** Below the times. */
  children?: ReactNode;
  footer?: ReactNode;
  onChoose: (dueAt: string) => void;
  onClose: () => void;
}) {
  const t = useTranslations("inbox.composer");
  const reader = useReader();
  const [words, setWords] = useState("");
  const [read, setRead] = useState<Date | null>(null);
  useEffect(() => {
    let isOver = false;
    if (words.trim() === "") setRead(null);
    else void readTime(words, new Date(), reader.locale).then((next) => !isOver && setRead(next));
    return () => {
      isOver = true;
    };
  }, [words, reader]);
  return (
    <Dialog title={props.title ?? t("laterTitle")} onClose={props.onClose} footer={props.footer}>
      {props.children}
      <div className="flex flex-col gap-1">
        {offeredTimes(new Date()).map(({ key, at }) => (
          <button
            key={key}
            type="button"
            onClick={() => props.onChoose(at.toISOString())}
            className="flex h-10 items-center justify-between rounded-8 px-3 text-left text-body hover:bg-hover max-sm:h-11"
          >
            <span className="font-medium">{t(key)}</span>
            <span className="num text-meta text-text-3">{formatDateTime(at.toISOString(), reader)}</span>
          </button>
        ))}
      </div>
      <form
        className="mt-3 flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (read) props.onChoose(read.toISOString());
        }}
      >
        <Field
          label={t("ownTime")}
          hint={read ? formatDateTime(read.toISOString(), reader) : t("ownTimeHint")}
          error={words.trim() && !read ? t("noTime") : null}
        >
          {(control) => (
            <Input
              {...control}
              value={words}
              onChange={(event) => setWords(event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
        <div>
          <Button type="submit" variant="primary" disabled={!read}>
            {t("schedule")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
