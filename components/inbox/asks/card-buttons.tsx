"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Card } from "../../../server/modules/messages/ask-schema";
import { Button } from "../../ui/button";
import { IconButton } from "../../ui/icon-button";
import { Input } from "../../ui/input";

const MAX_BUTTONS = 3;

/** Up to three buttons of a card: with an address they open it, without one they come back as the customer's words. */
export function CardButtons(props: {
  buttons: Card["buttons"];
  errorOf: (path: string) => string | undefined;
  onChange: (buttons: Card["buttons"]) => void;
}) {
  const t = useTranslations("asks");
  const { buttons, errorOf, onChange } = props;
  const put = (at: number, part: Partial<Card["buttons"][number]>) =>
    onChange(buttons.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <div className="flex flex-col gap-2">
      {buttons.map(({ title, url }, at) => {
        const error = errorOf(`${at}.url`) ?? errorOf(`${at}.title`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a button has no name of its own, and its fields are controlled.
          <div key={at}>
            <div className="flex items-center gap-2">
              <Input
                aria-label={t("buttonTitle", { number: at + 1 })}
                placeholder={t("buttonTitle", { number: at + 1 })}
                aria-invalid={error ? true : undefined}
                maxLength={80}
                value={title}
                onChange={(event) => put(at, { title: event.target.value })}
              />
              <Input
                aria-label={t("buttonLink", { number: at + 1 })}
                placeholder={t("buttonLink", { number: at + 1 })}
                aria-invalid={error ? true : undefined}
                type="url"
                value={url ?? ""}
                onChange={(event) => put(at, { url: event.target.value || null })}
              />
              <IconButton
                icon={X}
                label={t("removeButton", { number: at + 1 })}
                onClick={() => onChange(buttons.filter((_, i) => i !== at))}
              />
            </div>
            {error ? <p className="mt-1 font-medium text-danger-text text-meta">{error}</p> : null}
          </div>
        );
      })}
      {buttons.length < MAX_BUTTONS ? (
        <p>
          <Button
            size="sm"
            variant="ghost"
            icon={<Plus aria-hidden="true" size={14} strokeWidth={1.75} />}
            onClick={() => onChange([...buttons, { title: "", url: null }])}
          >
            {t("addButton")}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
