"use client";

import { ArrowLeft, ArrowRight, Image, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Card } from "../../../server/modules/messages/ask-schema";
import type { AttachmentDto } from "../../../server/modules/messages/schema";
import { TextArea } from "../../forms/text-area";
import { useWorkspace } from "../../realtime/context";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { IconButton } from "../../ui/icon-button";
import { Input } from "../../ui/input";
import { EMPTY_CARD } from "./ask-form";
import { CardButtons } from "./card-buttons";

const MAX_CARDS = 10;
const ICON = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;

type Props = {
  cards: readonly Card[];
  pictures: readonly AttachmentDto[];
  errorOf: (path: string) => string | undefined;
  onChange: (cards: Card[], pictures?: AttachmentDto[]) => void;
};

/** The cards that the customer looks through. */
export function CardsEditor({ cards, pictures, errorOf, onChange }: Props) {
  const t = useTranslations("asks");
  const list = useRef<HTMLOListElement>(null);
  const put = (at: number, card: Card, more?: AttachmentDto[]) =>
    onChange(
      cards.map((one, i) => (i === at ? card : one)),
      more,
    );
  function focus(at: number) {
    requestAnimationFrame(() => list.current?.children[at]?.querySelector("input")?.focus());
  }
  function move(at: number, by: number) {
    const moved = [...cards];
    moved.splice(at + by, 0, ...moved.splice(at, 1));
    onChange(moved);
    focus(at + by);
  }
  return (
    <div>
      <ol ref={list} aria-label={t("kinds.cards")} className="flex flex-col gap-3">
        {cards.map((card, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a card has no name of its own, and its fields are controlled.
          <li key={at} className="rounded-10 border border-border bg-sunken p-3">
            <div className="mb-2 flex items-center gap-1">
              <span className="grow text-meta text-text-2">{t("card", { number: at + 1 })}</span>
              <IconButton
                icon={ArrowLeft}
                label={t("earlier", { number: at + 1 })}
                disabled={at === 0}
                onClick={() => move(at, -1)}
              />
              <IconButton
                icon={ArrowRight}
                label={t("later", { number: at + 1 })}
                disabled={at === cards.length - 1}
                onClick={() => move(at, 1)}
              />
              <IconButton
                icon={Trash2}
                label={t("removeCard", { number: at + 1 })}
                disabled={cards.length === 1}
                onClick={() => onChange(cards.filter((_, i) => i !== at))}
              />
            </div>
            <div className="flex flex-col gap-3">
              <Field label={t("cardTitle")} error={errorOf(`${at}.title`)}>
                {(control) => (
                  <Input
                    {...control}
                    maxLength={80}
                    value={card.title}
                    onChange={(event) => put(at, { ...card, title: event.target.value })}
                  />
                )}
              </Field>
              <Field label={t("cardText")}>
                {(control) => (
                  <TextArea
                    {...control}
                    maxLength={300}
                    value={card.text}
                    onChange={(event) => put(at, { ...card, text: event.target.value })}
                  />
                )}
              </Field>
              <Picture
                picture={pictures.find(({ fileId }) => fileId === card.fileId)}
                onChange={(next) =>
                  put(at, { ...card, fileId: next?.fileId ?? null }, [
                    ...pictures.filter(({ fileId }) => fileId !== card.fileId),
                    ...(next ? [next] : []),
                  ])
                }
              />
              <CardButtons
                buttons={card.buttons}
                errorOf={(path) => errorOf(`${at}.buttons.${path}`)}
                onChange={(buttons) => put(at, { ...card, buttons })}
              />
            </div>
          </li>
        ))}
      </ol>
      {cards.length < MAX_CARDS ? (
        <Button
          className="mt-3"
          icon={<Plus {...ICON} />}
          onClick={() => {
            onChange([...cards, EMPTY_CARD]);
            focus(cards.length);
          }}
        >
          {t("addCard")}
        </Button>
      ) : null}
    </div>
  );
}

function Picture(props: { picture?: AttachmentDto; onChange: (picture: AttachmentDto | null) => void }) {
  const t = useTranslations("asks");
  const { me } = useWorkspace();
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);

  async function upload(file: File) {
    setBusy(true);
    setProblem("");
    const query = new URLSearchParams({ name: file.name });
    const headers = { "x-parley-tenant": me.tenant.slug, "content-type": file.type };
    try {
      const response = await fetch(`/api/files?${query}`, { method: "PUT", headers, body: file });
      const answer = await response.json();
      if (response.ok) props.onChange(answer);
      else setProblem(answer.error?.message ?? t("offline"));
    } catch {
      setProblem(t("offline"));
    }
    setBusy(false);
  }
  return (
    <div>
      <input
        ref={picker}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/gif,image/webp,image/avif"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void upload(file);
          event.target.value = "";
        }}
      />
      <span className="flex items-center gap-2">
        <Button size="sm" busy={isBusy} icon={<Image {...ICON} />} onClick={() => picker.current?.click()}>
          {t(props.picture ? "otherPicture" : "picture")}
        </Button>
        {props.picture ? (
          <>
            <span className="min-w-0 truncate text-meta text-text-2">{props.picture.name}</span>
            <Button size="sm" variant="ghost" onClick={() => props.onChange(null)}>
              {t("noPicture")}
            </Button>
          </>
        ) : null}
      </span>
      {problem ? (
        <p role="alert" className="mt-1 text-danger-text text-meta">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
