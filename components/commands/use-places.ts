"use client";

import { useEffect, useState } from "react";
import type { LabelListed } from "../../server/modules/conversations/labels";
import type { SavedViewDto } from "../../server/modules/conversations/saved-view-schema";
import type { InboxListed } from "../../server/modules/inboxes/queries";
import type { TeamDto } from "../../server/modules/tenants/schema";
import { useWorkspace } from "../realtime/context";
import type { Engine } from "../realtime/engine";

export type Places = {
  inboxes: readonly InboxListed[];
  teams: readonly TeamDto[];
  labels: readonly LabelListed[];
  views: readonly SavedViewDto[];
};

const NONE: Places = { inboxes: [], teams: [], labels: [], views: [] };
const known = new WeakMap<Engine, Places>();

/** The lists one can go to: those of the last time at once, asked for anew whenever the bar opens. */
export function usePlaces(): Places {
  const { api, engine } = useWorkspace();
  const [places, setPlaces] = useState(() => known.get(engine) ?? NONE);
  useEffect(() => {
    let isOld = false;
    // Each for itself: a role may see some and not others.
    const list = <T>(asked: Promise<T[]>): Promise<T[]> => asked.catch(() => []);
    void Promise.all([
      list(api.inboxes.list.query()),
      list(api.teams.list.query()),
      list(api.labels.list.query()),
      list(api.views.list.query()),
    ]).then(([inboxes, teams, labels, views]) => {
      const own = inboxes.filter(({ isOwn }) => isOwn);
      const next = { inboxes: own, teams, labels, views };
      known.set(engine, next);
      if (!isOld) setPlaces(next);
    });
    return () => {
      isOld = true;
    };
  }, [api, engine]);
  return places;
}
