"use client";

import { Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ContactDetail, ContactNoteDto } from "../../server/modules/contacts/schema";
import { useReader } from "../i18n/clock";
import { formatDate } from "../i18n/time";
import { useNames } from "../inbox/reference";
import { useWorkspace } from "../realtime/context";
import { IconButton } from "../ui/icon-button";
import { NoteForm } from "./note-form";
import { useContactStore } from "./use-contact";
import { useContactActs } from "./use-contact-acts";

/** What the team should know of a person. */
export function ContactNotes({ contact, title }: { contact: ContactDetail; title: string }) {
  const t = useTranslations("contacts");
  const { api } = useWorkspace();
  const store = useContactStore();
  const acts = useContactActs();
  const [isAdding, setAdding] = useState(false);
  return (
    <section aria-label={title} className="border-border border-b px-4 py-3 last:border-0">
      <div className="flex h-6 items-center justify-between">
        <h3 className="font-semibold text-meta">{title}</h3>
        {acts.mayEdit ? (
          <IconButton
            icon={Plus}
            label={t("addNote")}
            onClick={() => setAdding(true)}
            className="size-7! max-sm:size-11!"
          />
        ) : null}
      </div>
      {isAdding ? (
        <NoteForm
          label={t("newNote")}
          onLeave={() => setAdding(false)}
          onSave={async (content) => {
            const added = await acts.ask(api.contacts.addNote.mutate({ contactId: contact.id, content }));
            if (added) await store.load(contact.id);
            return added !== undefined;
          }}
        />
      ) : null}
      {contact.notes.length === 0 && !isAdding ? (
        <p className="text-meta text-text-3">{t("noNotes")}</p>
      ) : null}
      <ul>
        {contact.notes.map((note) => (
          <Note key={note.id} note={note} contactId={contact.id} />
        ))}
      </ul>
    </section>
  );
}

function Note({ note, contactId }: { note: ContactNoteDto; contactId: string }) {
  const t = useTranslations("contacts");
  const { api, me } = useWorkspace();
  const { members } = useNames();
  const store = useContactStore();
  const acts = useContactActs();
  const reader = useReader();
  const [isEditing, setEditing] = useState(false);
  const isOwn = note.authorId === me.member.id;
  const author = isOwn
    ? me.user.name
    : ((note.authorId && members.get(note.authorId)?.name) ?? t("formerMember"));
  if (isEditing) {
    return (
      <NoteForm
        label={t("editNote")}
        initial={note.content}
        onLeave={() => setEditing(false)}
        onSave={async (content) => {
          const asked = api.contacts.editNote.mutate({ contactNoteId: note.id, content }).then(() => true);
          const done = await acts.ask(asked);
          if (done) await store.load(contactId);
          return done === true;
        }}
      />
    );
  }
  async function remove() {
    const done = await acts.ask(api.contacts.deleteNote.mutate({ contactNoteId: note.id }).then(() => true));
    if (done) await store.load(contactId);
  }
  return (
    <li className="group py-1.5">
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{note.content}</p>
      <p className="num flex h-6 items-center gap-1 text-meta text-text-3">
        <span className="grow">
          {author} · {formatDate(note.createdAt, reader)}
          {note.isEdited ? ` · ${t("edited")}` : null}
        </span>
        {isOwn && acts.mayEdit ? (
          <IconButton
            icon={Pencil}
            label={t("editNote")}
            onClick={() => setEditing(true)}
            className="size-6! max-sm:size-11!"
          />
        ) : null}
        {(isOwn && acts.mayEdit) || (acts.mayDelete && acts.mayEdit) ? (
          <IconButton
            icon={Trash2}
            label={t("deleteNote")}
            onClick={() => void remove()}
            className="size-6! max-sm:size-11!"
          />
        ) : null}
      </p>
    </li>
  );
}
