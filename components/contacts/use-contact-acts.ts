"use client";

import { useTranslations } from "next-intl";
import { useWorkspace } from "../realtime/context";
import { type Failure, failureOf } from "../trpc/failure";
import { showToast } from "../ui/toast-store";
import type { ContactPatch } from "./contact-store";
import { useContactStore } from "./use-contact";

/** What a member does to a contact: shown at once where it can be, and said why when it is refused. */
export function useContactActs() {
  const t = useTranslations("contacts");
  const { api, me } = useWorkspace();
  const store = useContactStore();
  const holds = (permission: (typeof me.member.permissions)[number]) =>
    me.member.permissions.includes(permission);

  function refused(failure: Failure): void {
    const text = failure.message ? t("notDone", { reason: failure.message }) : t("notDoneOffline");
    showToast({ tone: "problem", text });
  }
  /** Answers undefined when it was refused, having said why. */
  async function ask<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      refused(failureOf(error));
    }
  }

  async function save(contactId: string, patch: ContactPatch): Promise<void> {
    const failure = await store.edit(contactId, patch);
    if (failure) refused(failure);
  }
  async function setBlocked(contact: { id: string; name: string }, isBlocked: boolean): Promise<void> {
    const done = await ask(
      api.contacts.setBlocked.mutate({ contactId: contact.id, isBlocked }).then(() => true),
    );
    if (!done) return;
    void store.load(contact.id);
    showToast({
      text: t(isBlocked ? "blockedToast" : "unblockedToast", { name: contact.name }),
      undo: () => void setBlocked(contact, !isBlocked),
    });
  }
  async function label(contactIds: string[], add: string[], remove: string[]): Promise<boolean> {
    const done = await ask(api.contacts.label.mutate({ contactIds, add, remove }));
    if (done && contactIds.length === 1) await store.load(contactIds[0]!);
    return done !== undefined;
  }
  async function undoMerge(undoId: string): Promise<void> {
    const done = await ask(api.contacts.undoMerge.mutate({ undoId }));
    if (!done) return;
    showToast({ text: t("mergeUndone") });
    void store.load(done.contactId);
  }
  return {
    ask,
    refused,
    save,
    setBlocked,
    label,
    undoMerge,
    mayEdit: holds("contact_update"),
    mayCreate: holds("contact_create"),
    mayDelete: holds("contact_delete"),
    mayMerge: holds("contact_merge"),
    mayExport: holds("contact_export"),
    mayImport: holds("contact_import"),
  };
}
