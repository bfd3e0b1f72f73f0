"use client";

import { clsx } from "clsx";
import { Bookmark, ContactRound, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { SegmentDto } from "../../server/modules/contacts/filter";
import { useWorkspace } from "../realtime/context";
import { viewsDrawer } from "../shell/frame-store";
import { IconButton } from "../ui/icon-button";
import { showToast } from "../ui/toast-store";
import { useContactActs } from "./use-contact-acts";

type Props = {
  segments: readonly SegmentDto[];
  current: SegmentDto | null;
  onOpen: (segment: SegmentDto | null) => void;
  onChange: (segments: SegmentDto[]) => void;
};

/** All contacts, then the saved segments. */
export function SegmentsNav({ segments, current, onOpen, onChange }: Props) {
  const t = useTranslations("contactPages");
  const { api, me } = useWorkspace();
  const acts = useContactActs();
  const mayShare = me.member.permissions.includes("settings_account");
  async function remove(segment: SegmentDto) {
    const asked = api.segments.delete.mutate({ segmentId: segment.id }).then(() => true);
    if (!(await acts.ask(asked))) return;
    onChange(segments.filter(({ id }) => id !== segment.id));
    if (current?.id === segment.id) onOpen(null);
    const { id: _, isOwn: __, ...kept } = segment;
    showToast({
      text: t("segmentDeleted", { name: segment.name }),
      undo: async () => {
        if (await acts.ask(api.segments.create.mutate(kept))) onChange(await api.segments.list.query());
      },
    });
  }
  return (
    <nav aria-label={t("segments")}>
      <Entry
        icon={<ContactRound aria-hidden="true" size={16} strokeWidth={1.75} />}
        isCurrent={!current}
        onClick={() => onOpen(null)}
      >
        {t("all")}
      </Entry>
      {segments.length > 0 ? (
        <h2 className="mt-3 px-2 py-1 font-semibold text-head text-text-3">{t("segments")}</h2>
      ) : null}
      {segments.map((segment) => (
        <span key={segment.id} className="group flex items-center">
          <Entry
            icon={<Bookmark aria-hidden="true" size={16} strokeWidth={1.75} />}
            isCurrent={current?.id === segment.id}
            onClick={() => onOpen(segment)}
          >
            {segment.name}
          </Entry>
          {segment.isOwn || mayShare ? (
            <IconButton
              icon={Trash2}
              label={t("deleteSegment", { name: segment.name })}
              onClick={() => void remove(segment)}
              className="size-7! max-sm:size-11!"
            />
          ) : null}
        </span>
      ))}
    </nav>
  );
}

function Entry(props: { icon: ReactNode; isCurrent: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-current={props.isCurrent ? "page" : undefined}
      onClick={() => {
        viewsDrawer.set(false);
        props.onClick();
      }}
      className={clsx(
        "row-focus mb-px flex h-7 w-full min-w-0 items-center gap-2.5 rounded-6 px-2 text-left max-sm:h-11",
        props.isCurrent
          ? "bg-selected font-semibold text-primary-text"
          : "text-text-2 hover:bg-hover hover:text-text",
      )}
    >
      {props.icon}
      <span className="min-w-0 grow truncate">{props.children}</span>
    </button>
  );
}
