"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLive } from "../realtime/context";
import { MemberAvatar } from "./member-avatar";

const FACES = 2;

/** Who else has this conversation open: eye and first names, two faces, then "+1". */
export default function Viewers() {
  const t = useTranslations("inbox");
  const viewers = useLive((engine) => engine.viewers());
  if (viewers.length === 0) return null;
  const names = viewers.slice(0, FACES).map((viewer) => viewer.name.split(/\s+/)[0]);
  return (
    <p className="rise flex h-7 items-center gap-1.5 rounded-full border border-border pr-2.5 pl-1 text-meta text-text-2 max-sm:border-0">
      <span className="flex">
        {viewers.slice(0, FACES).map((viewer) => (
          <MemberAvatar
            key={viewer.id}
            id={viewer.id}
            name={viewer.name}
            size={22}
            className="not-first:-ml-1.5"
          />
        ))}
      </span>
      <Eye aria-hidden="true" size={14} strokeWidth={1.75} className="max-sm:hidden" />
      <span className="max-w-32 truncate @max-2xl:sr-only">
        {names.join(", ")}
        {viewers.length > FACES ? ` ${t("viewingMore", { count: viewers.length - FACES })}` : null}
        <span className="sr-only"> {t("viewing", { names: "" })}</span>
      </span>
    </p>
  );
}
