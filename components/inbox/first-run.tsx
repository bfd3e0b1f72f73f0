"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useWorkspace } from "../realtime/context";
import { Button, buttonClass } from "../ui/button";
import { NavLink } from "../ui/nav-link";
import { showToast } from "../ui/toast-store";
import { useCopied } from "../ui/use-copied";
import { useNames } from "./reference";

type Step = { key: string; title: string; next: string; isDone: boolean; act?: ReactNode };

/** What a business does before its first customer writes; gone for good with the first conversation. */
export default function FirstRun() {
  const t = useTranslations("inbox.firstRun");
  const { me } = useWorkspace();
  const { inboxes, members } = useNames();
  const website = [...inboxes.values()].find((inbox) => inbox.hasInstallLine);
  const holds = (permission: (typeof me.member.permissions)[number]) =>
    me.member.permissions.includes(permission);

  const steps: Step[] = [
    { key: "name", title: t("name"), next: me.tenant.name, isDone: true },
    { key: "inbox", title: t("inbox"), next: website?.name ?? "", isDone: website !== undefined },
    ...(website && holds("channel_view")
      ? [
          {
            key: "widget",
            title: t("widget"),
            next: t("widgetNext", { tag: "</body>" }),
            isDone: false,
            act: <CopyButton publicId={website.publicId} />,
          },
        ]
      : []),
    ...(holds("team_invite")
      ? [
          {
            key: "team",
            title: t("team"),
            next: t("teamNext"),
            isDone: members.size > 1,
            act: (
              <NavLink href={`/t/${me.tenant.slug}/settings/members`} className={buttonClass()}>
                {t("invite")}
              </NavLink>
            ),
          },
        ]
      : []),
  ];
  const done = steps.filter(({ isDone }) => isDone).length;
  const current = steps.find(({ isDone }) => !isDone)?.key;
  return (
    <div className="w-[min(600px,100%-3rem)] py-8">
      <h2 className="font-[650] text-hero text-text tracking-[-0.022em]">{t("title")}</h2>
      <p className="mt-1 text-message text-text-2">{t("lead")}</p>
      <div className="mt-4 flex items-center gap-3">
        <div aria-hidden="true" className="h-1.5 grow overflow-hidden rounded-full bg-press">
          <div
            className="h-full rounded-full bg-primary"
            style={{ width: `${(100 * done) / steps.length}%` }}
          />
        </div>
        <p className="num text-meta text-text-2">{t("progress", { done, all: steps.length })}</p>
      </div>
      <ol className="mt-5 overflow-hidden rounded-12 border border-border bg-surface shadow-e1">
        {steps.map(({ key, title, next, isDone, act }) => (
          <li
            key={key}
            className={clsx(
              "flex min-h-[68px] items-center gap-4 border-border px-4 py-3 [&:not(:last-child)]:border-b",
              key === current && "bg-primary-soft",
            )}
          >
            <span
              className={clsx(
                "grid size-[22px] shrink-0 place-items-center rounded-full",
                isDone
                  ? "bg-success text-white"
                  : key === current
                    ? "border-2 border-primary"
                    : "border-2 border-border-strong",
              )}
            >
              {isDone ? <Check aria-hidden="true" size={14} strokeWidth={2} /> : null}
              <span className="sr-only">{isDone ? t("done") : t("open")}</span>
            </span>
            <span className="min-w-0 grow">
              <span className={clsx("block text-body", isDone ? "text-text-2" : "font-semibold text-text")}>
                {title}
              </span>
              <span className="block truncate text-meta text-text-2">{next}</span>
            </span>
            {isDone ? null : act}
          </li>
        ))}
      </ol>
    </div>
  );
}

function CopyButton({ publicId }: { publicId: string }) {
  const t = useTranslations("inbox.firstRun");
  const { isCopied, Icon, copy } = useCopied();

  function copyLine() {
    const line = `<script async src="${window.location.origin}/widget.js" data-inbox="${publicId}"></script>`;
    // Without the right to the clipboard the line is shown to be copied by hand.
    return copy(line, () => showToast({ text: line }));
  }
  return (
    <Button
      variant="primary"
      aria-label={isCopied ? t("copied") : t("copy")}
      icon={<Icon aria-hidden="true" size={14} strokeWidth={1.75} />}
      onClick={copyLine}
    >
      <span role="status">{isCopied ? t("copied") : t("copy")}</span>
    </Button>
  );
}
