"use client";

import { Ban, Merge, SearchX, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { SegmentDto } from "../../server/modules/contacts/filter";
import type { ContactDetail } from "../../server/modules/contacts/schema";
import { useReader } from "../i18n/clock";
import { formatDate } from "../i18n/time";
import { NamesProvider, type Reference } from "../inbox/reference";
import { useWorkspace } from "../realtime/context";
import { PageHead } from "../settings/page-head";
import { Frame } from "../shell/frame";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import ContactFacts from "./contact-facts";
import { Visits } from "./contact-more";
import { ContactNotes } from "./contact-notes";
import { ConversationsOf } from "./conversations-of";
import { GroupPeople } from "./group-people";
import { MoreFields } from "./more-fields";
import { RatingsOf } from "./ratings-of";
import { SegmentsNav } from "./segments-nav";
import { useContact } from "./use-contact";
import { useContactActs } from "./use-contact-acts";
import { useOwnNames } from "./use-own-names";

const MergeDialog = lazy(() => import("./merge-dialog"));
const DeleteDialog = lazy(() => import("./delete-dialog"));
const icon = { size: 14, strokeWidth: 1.75, "aria-hidden": true } as const;

/** One contact: facts, own attributes, notes, pages, conversations; merge, block, delete. */
export function ContactScreen(props: {
  initial: ContactDetail;
  mergeWith: string | null;
  segments: SegmentDto[];
  reference: Reference;
}) {
  const t = useTranslations("contactPages");
  const router = useRouter();
  const { me } = useWorkspace();
  const names = useOwnNames(props.reference);
  const acts = useContactActs();
  const { contact: held, failure } = useContact(props.initial.id);
  const contact = held ?? props.initial;
  const [segments, setSegments] = useState(props.segments);
  const [layer, setLayer] = useState<"merge" | "delete" | null>(
    props.mergeWith && acts.mayMerge ? "merge" : null,
  );
  const list = `/t/${me.tenant.slug}/contacts`;
  const isGone = failure?.code === "not_found";
  const column = (
    <SegmentsNav
      segments={segments}
      current={null}
      onChange={setSegments}
      onOpen={(segment) => router.push(segment ? `${list}?segment=${segment.id}` : list)}
    />
  );
  return (
    <NamesProvider value={names}>
      <Frame column={column} isPadded>
        <PageHead title={contact.name} back={{ label: t("back"), onClick: () => router.push(list) }}>
          {acts.mayMerge && !isGone ? (
            <Button icon={<Merge {...icon} />} onClick={() => setLayer("merge")}>
              <span className="max-sm:sr-only">{t("merge")}</span>
            </Button>
          ) : null}
          {acts.mayEdit && !isGone ? (
            <Button
              icon={<Ban {...icon} />}
              onClick={() => void acts.setBlocked(contact, !contact.isBlocked)}
            >
              <span className="max-sm:sr-only">{t(contact.isBlocked ? "unblock" : "block")}</span>
            </Button>
          ) : null}
          {acts.mayDelete && !isGone ? (
            <Button icon={<Trash2 {...icon} />} onClick={() => setLayer("delete")}>
              <span className="max-sm:sr-only">{t("delete")}</span>
            </Button>
          ) : null}
        </PageHead>
        {isGone ? (
          <Empty icon={SearchX} fact={t("gone")} next={t("goneNext")}>
            <Button onClick={() => router.push(list)}>{t("showAll")}</Button>
          </Empty>
        ) : (
          <div className="grid w-full max-w-[1080px] grid-cols-[minmax(0,5fr)_minmax(0,7fr)] gap-4 p-6 max-md:grid-cols-1 max-sm:p-3">
            <div className="flex flex-col gap-4">
              <div className="rounded-12 border border-border shadow-e1 [&_dl]:border-0">
                <ContactFacts known={contact} />
                <MoreFields contact={contact} />
              </div>
              <Merges
                contact={contact}
                onUndo={(undoId) => void acts.undoMerge(undoId)}
                mayUndo={acts.mayMerge}
              />
            </div>
            <div className="flex flex-col gap-4">
              {contact.people.length > 0 ? (
                <div className="rounded-12 border border-border shadow-e1 [&>section]:border-0">
                  <GroupPeople people={contact.people} />
                </div>
              ) : null}
              <ConversationsOf contactId={contact.id} />
              <RatingsOf
                contactId={contact.id}
                className="rounded-12 border border-border px-4 py-3 shadow-e1"
              />
              <div className="rounded-12 border border-border shadow-e1">
                <ContactNotes contact={contact} title={t("notes")} />
              </div>
              {contact.visits.length > 0 ? (
                <div className="rounded-12 border border-border shadow-e1 [&>section]:border-0">
                  <Visits visits={contact.visits} />
                </div>
              ) : null}
            </div>
          </div>
        )}
        <Suspense>
          {layer === "merge" ? (
            <MergeDialog contactId={contact.id} otherId={props.mergeWith} onClose={() => setLayer(null)} />
          ) : null}
          {layer === "delete" ? (
            <DeleteDialog
              contactIds={[contact.id]}
              name={contact.name}
              onClose={() => setLayer(null)}
              onDeleted={() => router.push(list)}
            />
          ) : null}
        </Suspense>
      </Frame>
    </NamesProvider>
  );
}

/** Merges that can still be taken back. */
function Merges(props: { contact: ContactDetail; mayUndo: boolean; onUndo: (undoId: string) => void }) {
  const t = useTranslations("contactPages");
  const reader = useReader();
  return props.contact.merges.map((merge) => (
    <p
      key={merge.undoId}
      className="flex items-center gap-2 rounded-12 border border-border bg-sunken px-4 py-2"
    >
      <span className="min-w-0 grow text-text-2">
        {t("mergedFrom", { name: merge.name, date: formatDate(merge.mergedAt, reader) })}
      </span>
      {props.mayUndo ? (
        <Button size="sm" onClick={() => props.onUndo(merge.undoId)}>
          {t("undoMerge")}
        </Button>
      ) : null}
    </p>
  ));
}
