"use client";

import { Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import type { InvitationDto } from "../../server/modules/tenants/schema";
import type { ActAnswer } from "../../server/trpc/act";
import { useReader } from "../i18n/clock";
import { formatDate } from "../i18n/time";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ConfirmButton } from "./confirm-button";
import { useAct } from "./use-act";

export type InvitationActs = {
  resend: (invitationId: string) => Promise<ActAnswer>;
  revoke: (invitationId: string) => Promise<ActAnswer>;
};

export function InvitationRow(props: {
  invitation: InvitationDto;
  teams: readonly { id: string; name: string }[];
  acts: InvitationActs;
}) {
  const { invitation, acts } = props;
  const t = useTranslations("members");
  const reader = useReader();
  const { isBusy, run } = useAct();
  const { id, email, role, invitedBy, expiresAt, isExpired } = invitation;
  const teams = props.teams.filter((team) => invitation.teamIds.includes(team.id)).map(({ name }) => name);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <span
        aria-hidden="true"
        className="grid size-8 shrink-0 place-items-center rounded-full border border-border-strong border-dashed text-text-3"
      >
        <Mail size={14} strokeWidth={1.75} />
      </span>
      <span className="min-w-0 grow basis-40">
        <span className="flex flex-wrap items-center gap-x-2 font-medium text-text">
          <span className="truncate">{email}</span>
          {isExpired ? <Badge tone="warning">{t("expired")}</Badge> : null}
        </span>
        <span className="num block text-meta text-text-3">
          {t("invitedBy", { role: t(`roles.${role}`), name: invitedBy, date: formatDate(expiresAt, reader) })}
          {teams.length > 0 ? ` · ${t("inTeams", { teams: teams.join(", ") })}` : null}
        </span>
      </span>
      <Button
        size="sm"
        busy={isBusy}
        aria-label={t("resendTo", { email })}
        onClick={() => run(() => acts.resend(id), { done: t("resent", { email }) })}
      >
        {t("resend")}
      </Button>
      <ConfirmButton
        label={t("revoke")}
        name={t("revokeFor", { email })}
        keep={t("keep")}
        question={t("revokeQuestion", { email })}
        consequence={t("revokeConsequence")}
        done={t("revoked", { email })}
        action={() => acts.revoke(id)}
      />
    </li>
  );
}
