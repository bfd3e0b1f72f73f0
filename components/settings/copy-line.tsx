"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast-store";
import { useCopied } from "../ui/use-copied";

/** A line to put into one's own pages, and the button that copies it. */
export function CopyLine({ line, label }: { line: string; label: string }) {
  const t = useTranslations("settings");
  const { isCopied, Icon, copy } = useCopied();
  const code = useRef<HTMLElement>(null);

  function onRefused() {
    if (code.current) window.getSelection()?.selectAllChildren(code.current);
    showToast({ tone: "problem", text: t("copyFailed") });
  }
  return (
    <div className="flex items-start gap-3 rounded-10 border border-border bg-sunken p-3 max-sm:flex-col">
      <pre className="min-w-0 grow whitespace-pre-wrap break-all py-1.5 font-mono text-meta">
        <code ref={code}>{line}</code>
      </pre>
      <Button
        variant="primary"
        data-begin=""
        aria-label={`${isCopied ? t("copied") : t("copy")}: ${label}`}
        icon={<Icon aria-hidden="true" size={14} strokeWidth={1.75} />}
        onClick={() => copy(line, onRefused)}
      >
        <span role="status">{isCopied ? t("copied") : t("copy")}</span>
      </Button>
    </div>
  );
}
