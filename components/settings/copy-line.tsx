"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast-store";

/** A line to put into one's own pages, and the button that copies it. */
export function CopyLine({ line, label }: { line: string; label: string }) {
  const t = useTranslations("settings");
  const [isCopied, setCopied] = useState(false);
  const code = useRef<HTMLElement>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(line);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    } catch {
      if (code.current) window.getSelection()?.selectAllChildren(code.current);
      showToast({ tone: "problem", text: t("copyFailed") });
    }
  }
  const Icon = isCopied ? Check : Copy;
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
        onClick={copy}
      >
        <span role="status">{isCopied ? t("copied") : t("copy")}</span>
      </Button>
    </div>
  );
}
