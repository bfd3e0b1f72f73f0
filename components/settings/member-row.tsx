"use client";

import { useTranslations } from "next-intl";
import type { SystemRole } from "../../server/core/permissions";
import type { MemberDto, MemberPlaces } from "../../server/modules/tenants/schema";
import type { ActAnswer } from "../../server/trpc/act";
import { useLive } from "../realtime/context";
import { Avatar } from "../ui/avatar";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { MemberPlacesButton, type PlacesGiven } from "./member-places";
import { RoleSelect } from "./role-select";
import { useAct } from "./use-act";

export type MemberActs = {
  setRole: (memberId: string, role: SystemRole) => Promise<ActAnswer>;
  deactivate: (memberId: string) => Promise<ActAnswer>;
  reactivate: (memberId: string) => Promise<ActAnswer>;
};

/** `roles` are those the viewer may give this member; empty where the role is only shown. */
export function MemberRow(props: {
  member: MemberDto;
  isSelf: boolean;
  roles: readonly SystemRole[];
  canDeactivate: boolean;
  canPlace: boolean;
  places: MemberPlaces | null;
  given: PlacesGiven;
  acts: MemberActs;
}) {
  const t = useTranslations("members");
  const { isBusy, run } = useAct();
  const { member, acts } = props;
  const { id, name, role } = member;
  const presence = useLive((engine) => engine.presence.of(id)) ?? member.availability;
  function where({ inboxIds, teamIds, capacity }: MemberPlaces): string {
    const named = (all: readonly { id: string; name: string }[], ids: readonly string[]) =>
      all.filter((one) => ids.includes(one.id)).map((one) => one.name);
    const inboxes = named(props.given.inboxes, inboxIds);
    const teams = named(props.given.teams, teamIds);
    return [
      inboxes.length ? inboxes.join(", ") : t("noInbox"),
      ...(teams.length ? [t("inTeams", { teams: teams.join(", ") })] : []),
      ...(capacity === null ? [] : [t("atMost", { capacity })]),
    ].join(" · ");
  }
  const leave = () => acts.deactivate(id);
  const comeBack = () => acts.reactivate(id);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <Avatar
        id={id}
        name={name}
        picture={member.pictureUrl}
        presence={member.isActive ? presence : undefined}
        size={32}
        className={member.isActive ? undefined : "opacity-50 grayscale"}
      />
      <span className="min-w-0 grow basis-40">
        <span className="flex flex-wrap items-center gap-x-2 font-medium text-text">
          <span className="truncate">{name}</span>
          {props.isSelf ? <Badge>{t("you")}</Badge> : null}
          {member.isPrimaryOwner ? <Badge tone="primary">{t("primaryOwner")}</Badge> : null}
          {member.isActive ? null : <Badge tone="warning">{t("inactive")}</Badge>}
        </span>
        <span className="block truncate text-meta text-text-3">
          {member.email}
          {member.isActive ? ` · ${t(`availabilities.${presence}`)}` : ""}
        </span>
        {props.places && member.isActive ? (
          <span className="block text-meta text-text-3">{where(props.places)}</span>
        ) : null}
      </span>
      {member.isActive && props.roles.length > 0 ? (
        <RoleSelect name={name} role={role} roles={props.roles} action={(to) => acts.setRole(id, to)} />
      ) : (
        <span className="text-body text-text-2">{t(`roles.${role}`)}</span>
      )}
      {props.canPlace && props.places && member.isActive ? (
        <MemberPlacesButton name={name} places={props.places} given={props.given} />
      ) : null}
      {props.canDeactivate ? (
        <Button
          size="sm"
          busy={isBusy}
          aria-label={t(member.isActive ? "deactivateName" : "reactivateName", { name })}
          onClick={() =>
            member.isActive
              ? run(leave, {
                  done: t("deactivated", { name }),
                  undo: comeBack,
                  undone: t("reactivated", { name }),
                })
              : run(comeBack, {
                  done: t("reactivated", { name }),
                  undo: leave,
                  undone: t("deactivated", { name }),
                })
          }
        >
          {t(member.isActive ? "deactivate" : "reactivate")}
        </Button>
      ) : null}
    </li>
  );
}
