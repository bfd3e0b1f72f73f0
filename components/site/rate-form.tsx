"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { RatingLook } from "../../server/modules/messages/schema";
import { FormMessage } from "../forms/form-message";
import { TextArea } from "../forms/text-area";
import { type FormAction, useForm } from "../forms/use-form";
import { Button } from "../ui/button";
import { FACES } from "../ui/faces";
import { Field } from "../ui/field";

/** Five faces or stars with their words, and room for a comment. */
export function RateForm(props: {
  action: FormAction;
  score: number | null;
  comment: string;
  look: RatingLook;
}) {
  const t = useTranslations("rate");
  const { state, form, isBusy } = useForm(props.action);
  return (
    <form {...form} className="flex flex-col gap-5">
      <FormMessage message={state.message} done={state.done} />
      <div role="radiogroup" aria-label={t("title")} className="flex justify-between">
        {FACES.map((face, i) => {
          const value = String(i + 1) as "1" | "2" | "3" | "4" | "5";
          return (
            <label
              key={face}
              className="relative grid w-16 cursor-pointer justify-items-center gap-1 rounded-12 py-2 text-meta has-checked:bg-selected has-checked:text-primary-text has-focus-visible:outline-2"
            >
              <input
                type="radio"
                name="score"
                value={value}
                defaultChecked={props.score === i + 1}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              <span
                aria-hidden="true"
                className={clsx(
                  "text-[1.75rem] leading-9",
                  // All up to the chosen one are filled.
                  props.look === "stars" &&
                    "text-border-strong in-[label:has(:checked)]:text-warning in-[label:has(~label_:checked)]:text-warning",
                )}
              >
                {props.look === "stars" ? "★" : face}
              </span>
              {t(`scores.${value}`)}
            </label>
          );
        })}
      </div>
      <Field label={t("comment")}>
        {(control) => (
          <TextArea
            {...control}
            name="comment"
            maxLength={2000}
            defaultValue={props.comment}
            key={props.comment}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isBusy}>
        {t(props.score === null ? "send" : "change")}
      </Button>
    </form>
  );
}
