"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MemberPlaces } from "../../server/modules/tenants/schema";
import { PickMany } from "../forms/pick-many";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useSave } from "./use-save";

export type PlacesGiven = {
  inboxes: readonly { id: string; name: string }[];
  teams: readonly { id: string; name: string; memberIds: string[] }[];
};

/** In which inboxes and teams a member works, and how much they are given. */
export function MemberPlacesButton(props: { name: string; places: MemberPlaces; given: PlacesGiven }) {
  const t = useTranslations("members");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const { name, places, given } = props;
  const [isOpen, setOpen] = useState(false);
  const [inboxIds, setInboxIds] = useState(places.inboxIds);
  const [teamIds, setTeamIds] = useState(places.teamIds);
  const [capacity, setCapacity] = useState(places.capacity === null ? "" : String(places.capacity));

  async function store() {
    const memberId = places.id;
    await api.members.setInboxes.mutate({ memberId, inboxIds });
    await api.members.setCapacity.mutate({ memberId, capacity: capacity === "" ? null : Number(capacity) });
    for (const team of given.teams) {
      const isIn = teamIds.includes(team.id);
      if (isIn === places.teamIds.includes(team.id)) continue;
      const others = team.memberIds.filter((id) => id !== memberId);
      await api.teams.update.mutate({ teamId: team.id, memberIds: isIn ? [...others, memberId] : others });
    }
  }
  function open() {
    setInboxIds(places.inboxIds);
    setTeamIds(places.teamIds);
    setOpen(true);
  }
  return (
    <>
      <Button size="sm" aria-label={t("placesOf", { name })} onClick={open}>
        {t("places")}
      </Button>
      {isOpen ? (
        <Dialog
          title={t("placesOf", { name })}
          onClose={() => setOpen(false)}
          footer={
            <>
              <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
              <Button
                variant="primary"
                busy={isBusy}
                onClick={() => save(store, { done: t("placesSaved", { name }), after: () => setOpen(false) })}
              >
                {t("savePlaces")}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-4">
            <PickMany label={t("inboxes")} options={given.inboxes} chosen={inboxIds} onChange={setInboxIds} />
            {given.teams.length > 0 ? (
              <PickMany label={t("teams")} options={given.teams} chosen={teamIds} onChange={setTeamIds} />
            ) : null}
            <Field label={t("capacity")} hint={t("capacityHint")} error={errors.capacity}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={0}
                  max={1000}
                  placeholder={t("noLimit")}
                  value={capacity}
                  onChange={(e) => setCapacity(e.target.value)}
                  className="num w-32!"
                />
              )}
            </Field>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
