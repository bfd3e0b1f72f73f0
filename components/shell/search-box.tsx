"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { openBar } from "../commands/bar-store";
import { useKeysText } from "../commands/key-store";
import { Keys } from "../ui/kbd";

/** Stands over the views and opens the command bar, which finds everything. */
export default function SearchBox() {
  const t = useTranslations("shell");
  const keys = useKeysText("bar");
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => openBar()}
      className="flex h-8 w-full items-center gap-2 rounded-8 border border-border bg-surface px-2 text-text-3 shadow-e1 hover:border-border-strong max-sm:h-11"
    >
      <Search aria-hidden="true" size={14} strokeWidth={1.75} />
      <span className="grow text-left">{t("search")}</span>
      <span aria-hidden="true" className="max-sm:hidden">
        {keys ? <Keys keys={keys} /> : null}
      </span>
    </button>
  );
}
