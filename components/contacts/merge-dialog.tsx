"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { CONTACT_FIELDS, type ContactListed, type MergePreview } from "../../server/modules/contacts/schema";
import { useReader } from "../i18n/clock";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Input } from "../ui/input";
import { showToast } from "../ui/toast-store";
import { formatAttribute } from "./attribute-value";
import { useContactStore, useDefinitions } from "./use-contact";
import { useContactActs } from "./use-contact-acts";

/** Finds the other contact, shows both side by side, and lets each field's value be chosen before anything moves. */
export default function MergeDialog(props: {
  contactId: string;
  otherId: string | null;
  onClose: () => void;
}) {
  const t = useTranslations("contactPages");
  const { api } = useWorkspace();
  const store = useContactStore();
  const acts = useContactActs();
  const [otherId, setOtherId] = useState(props.otherId);
  const [preview, setPreview] = useState<MergePreview | null>(null);
  const [fromOther, setFromOther] = useState<ReadonlySet<string>>(new Set());
  const [isBusy, setBusy] = useState(false);
  const { contactId } = props;
  useEffect(() => {
    if (!otherId) return;
    api.contacts.previewMerge
      .query({ contactId, otherContactId: otherId })
      .then(setPreview, () => setOtherId(null));
  }, [api, contactId, otherId]);
  async function merge() {
    if (!otherId) return;
    setBusy(true);
    const asked = api.contacts.merge.mutate({
      contactId,
      otherContactId: otherId,
      fromOther: [...fromOther],
    });
    const merged = await acts.ask(asked);
    setBusy(false);
    if (!merged) return;
    void store.load(contactId);
    const name = preview?.other.name ?? "";
    showToast({ text: t("merged", { name }), undo: () => void acts.undoMerge(merged.undoId) });
    props.onClose();
  }
  return (
    <Dialog
      title={t("mergeTitle")}
      isWide
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button variant="primary" busy={isBusy} disabled={!preview} onClick={() => void merge()}>
            {t("merge")}
          </Button>
        </>
      }
    >
      {preview ? (
        <Choices
          preview={preview}
          fromOther={fromOther}
          onChoose={(field, isOther) => {
            const next = new Set(fromOther);
            if (isOther) next.add(field);
            else next.delete(field);
            setFromOther(next);
          }}
        />
      ) : (
        <Find contactId={contactId} onChoose={setOtherId} />
      )}
    </Dialog>
  );
}

function Find({ contactId, onChoose }: { contactId: string; onChoose: (id: string) => void }) {
  const t = useTranslations("contactPages");
  const { api } = useWorkspace();
  const [search, setSearch] = useState("");
  const [found, setFound] = useState<ContactListed[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (!search.trim()) return setFound([]);
      api.contacts.list.query({ search: search.trim(), limit: 8 }).then(
        ({ items }) => setFound(items.filter(({ id }) => id !== contactId)),
        () => {},
      );
    }, 200);
    return () => clearTimeout(timer);
  }, [api, search, contactId]);
  return (
    <>
      <Input
        type="search"
        aria-label={t("findOther")}
        placeholder={t("findOther")}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul className="mt-2 min-h-24">
        {found.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => onChoose(one.id)}
              className="row-focus flex w-full gap-3 rounded-8 px-2 py-1.5 text-left hover:bg-hover max-sm:min-h-11"
            >
              <span className="font-medium">{one.name}</span>
              <span className="text-text-2">{[one.email, one.phone].filter(Boolean).join(" · ")}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Choices(props: {
  preview: MergePreview;
  fromOther: ReadonlySet<string>;
  onChoose: (field: string, isOther: boolean) => void;
}) {
  const t = useTranslations("contactPages");
  const reader = useReader();
  const definitions = useDefinitions();
  const { contact, other, moves } = props.preview;
  const rows = [
    ...CONTACT_FIELDS.map((field) => ({ field, name: t(field), own: contact[field], theirs: other[field] })),
    ...definitions.map((definition) => {
      const shown = (one: ContactListed) => {
        const value = one.attributes[definition.key];
        return value === undefined ? null : formatAttribute(definition, value, reader);
      };
      const field = `attributes.${definition.key}`;
      return { field, name: definition.name, own: shown(contact), theirs: shown(other) };
    }),
  ].filter(({ own, theirs }) => own || theirs);
  return (
    <>
      <p className="mb-3 text-text-2">
        {t("mergeMoves", { ...moves, other: other.name, name: contact.name })}
      </p>
      <table className="w-full text-left">
        <thead>
          <tr className="text-meta text-text-2">
            <th scope="col" className="w-28 pb-1 font-medium">
              <span className="sr-only">{t("field")}</span>
            </th>
            <th scope="col" className="pb-1 font-medium">
              {t("stays", { name: contact.name })}
            </th>
            <th scope="col" className="pb-1 font-medium">
              {t("goes", { name: other.name })}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, name, own, theirs }) => {
            const isOther = Boolean(theirs) && (!own || props.fromOther.has(field));
            const isFixed = !own || !theirs || own === theirs;
            const choice = (value: string | null, isTheirs: boolean) => (
              <td className="py-1 pr-2 align-top">
                {value ? (
                  <label className="num flex items-start gap-2 [overflow-wrap:anywhere]">
                    <input
                      type="radio"
                      name={`merge-${field}`}
                      aria-label={`${name}: ${value}`}
                      className="mt-0.5 accent-primary"
                      disabled={isFixed}
                      checked={isOther === isTheirs}
                      onChange={() => props.onChoose(field, isTheirs)}
                    />
                    {value}
                  </label>
                ) : (
                  <span className="text-text-3">–</span>
                )}
              </td>
            );
            return (
              <tr key={field} className="border-border border-t">
                <th scope="row" className="py-1 pr-2 align-top font-normal text-meta text-text-2 leading-5">
                  {name}
                </th>
                {choice(own, false)}
                {choice(theirs, true)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
