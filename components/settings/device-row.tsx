"use client";

import { Laptop, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SessionDto } from "../../server/modules/accounts/schema";
import type { ActAnswer } from "../../server/trpc/act";
import { useReader } from "../i18n/clock";
import { formatDate, formatDateTime } from "../i18n/time";
import { Badge } from "../ui/badge";
import { ConfirmButton } from "./confirm-button";

/** One place where the person is signed in. The one in use is left by signing out, in the menu. */
export function DeviceRow({ device, revoke }: { device: SessionDto; revoke: () => Promise<ActAnswer> }) {
  const t = useTranslations("security");
  const reader = useReader();
  const name = device.device;
  const Icon = /iPhone|iPad|Android/.test(name) ? Smartphone : Laptop;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <Icon aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0 text-text-3" />
      <span className="min-w-0 grow basis-40">
        <span className="flex flex-wrap items-center gap-x-2 font-medium text-text">
          {name}
          {device.isCurrent ? <Badge tone="success">{t("here")}</Badge> : null}
        </span>
        <span className="num block text-meta text-text-3">
          {t("seen", {
            when: formatDateTime(device.lastSeenAt, reader),
            since: formatDate(device.createdAt, reader),
          })}
          {device.ip ? `, ${t("from", { ip: device.ip })}` : null}
        </span>
      </span>
      {device.isCurrent ? null : (
        <ConfirmButton
          label={t("signOut")}
          name={t("signOutDevice", { device: name })}
          keep={t("keep")}
          question={t("signOutQuestion", { device: name })}
          consequence={t("signOutConsequence")}
          done={t("signedOut", { device: name })}
          action={revoke}
        />
      )}
    </li>
  );
}
