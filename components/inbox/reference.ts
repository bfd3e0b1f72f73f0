"use client";

import { createContext, useContext, useMemo } from "react";
import type { LabelListed } from "../../server/modules/conversations/labels";
import type { SavedViewDto } from "../../server/modules/conversations/saved-view-schema";
import type { InboxListed } from "../../server/modules/inboxes/queries";
import type { MemberDto, TeamDto } from "../../server/modules/tenants/schema";

/** What rows and messages name by id. It comes with the page; reference-refresh.tsx keeps it fresh. */
export type Reference = {
  members: MemberDto[];
  teams: TeamDto[];
  inboxes: InboxListed[];
  labels: LabelListed[];
  views: SavedViewDto[];
};

export type Names = {
  members: ReadonlyMap<string, MemberDto>;
  teams: ReadonlyMap<string, TeamDto>;
  inboxes: ReadonlyMap<string, InboxListed>;
  labels: ReadonlyMap<string, LabelListed>;
  views: ReadonlyMap<string, SavedViewDto>;
  /** One made a moment ago, before the lists are asked for again. */
  addLabel: (label: LabelListed) => void;
  /** After one was saved or deleted. */
  setViews: (views: SavedViewDto[]) => void;
};

const Shared = createContext<Names | null>(null);
export const NamesProvider = Shared.Provider;

/** Pages without the views list have nothing to bring up to date. */
const unheard = () => {};

export function useNamesOf(
  { members, inboxes, labels, teams, views }: Reference,
  addLabel: Names["addLabel"],
  setViews: Names["setViews"] = unheard,
): Names {
  return useMemo(
    () => ({
      members: byId(members),
      inboxes: byId(inboxes),
      labels: byId(labels),
      teams: byId(teams),
      views: byId(views),
      addLabel,
      setViews,
    }),
    [members, inboxes, labels, teams, views, addLabel, setViews],
  );
}

function byId<T extends { id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

export function useNames(): Names {
  const names = useContext(Shared);
  if (!names) throw new Error("This part stands outside a NamesProvider.");
  return names;
}
