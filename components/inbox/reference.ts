"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, useContext, useMemo } from "react";
import type { LabelListed } from "../../server/modules/conversations/labels";
import type { InboxListed } from "../../server/modules/inboxes/queries";
import type { MemberDto } from "../../server/modules/tenants/schema";
import { useWorkspace } from "../realtime/context";

/** What the rows and messages name by id: loaded with the page, and again after a minute of use. */
export type Reference = { members: MemberDto[]; inboxes: InboxListed[]; labels: LabelListed[] };

export type Names = {
  members: ReadonlyMap<string, MemberDto>;
  inboxes: ReadonlyMap<string, InboxListed>;
  labels: ReadonlyMap<string, LabelListed>;
};

const Shared = createContext<Names | null>(null);
export const NamesProvider = Shared.Provider;

/** Keeps the reference data fresh, starting from what the server has put into the page. */
export function useReference(initial: Reference): Names {
  const { api } = useWorkspace();
  const members = useQuery({
    queryKey: ["members"],
    queryFn: () => api.members.list.query(),
    initialData: initial.members,
  });
  const inboxes = useQuery({
    queryKey: ["inboxes"],
    queryFn: () => api.inboxes.list.query(),
    initialData: initial.inboxes,
  });
  const labels = useQuery({
    queryKey: ["labels"],
    queryFn: () => api.labels.list.query(),
    initialData: initial.labels,
  });
  return useMemo(
    () => ({ members: byId(members.data), inboxes: byId(inboxes.data), labels: byId(labels.data) }),
    [members.data, inboxes.data, labels.data],
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
