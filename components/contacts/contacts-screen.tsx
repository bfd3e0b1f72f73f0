"use client";

import { ContactRound, Filter, Plus, SearchX, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { ContactSort, SegmentDto } from "../../server/modules/contacts/filter";
import type { AttributeDefinitionDto } from "../../server/modules/contacts/schema";
import { NamesProvider, type Reference } from "../inbox/reference";
import { useWorkspace } from "../realtime/context";
import { useTold } from "../realtime/use-told";
import { PageHead } from "../settings/page-head";
import { Frame } from "../shell/frame";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { ErrorCard } from "../ui/error";
import { Input } from "../ui/input";
import { BulkBar } from "./bulk-bar";
import { ContactTable } from "./contact-table";
import { SegmentsNav } from "./segments-nav";
import { useContactActs } from "./use-contact-acts";
import { type ContactQuery, type LoadedContacts, useContactList } from "./use-contact-list";
import { useOwnNames } from "./use-own-names";

const FilterDialog = lazy(() => import("./filter-dialog"));
const SegmentDialog = lazy(() => import("./segment-dialog"));
const CreateDialog = lazy(() => import("./create-dialog"));
const ImportDialog = lazy(() => import("./import-dialog"));

const ALL: ContactQuery = {
  search: "",
  filter: { join: "and", groups: [] },
  sort: "lastActivityAt",
  isDescending: true,
};

/** Everybody the business knows: searched, filtered, ordered, and changed many at once. */
export function ContactsScreen(props: {
  initial: LoadedContacts;
  segments: SegmentDto[];
  segment: SegmentDto | null;
  definitions: AttributeDefinitionDto[];
  reference: Reference;
}) {
  const t = useTranslations("contactPages");
  const { api } = useWorkspace();
  const names = useOwnNames(props.reference);
  const acts = useContactActs();
  const [segments, setSegments] = useState(props.segments);
  const [segment, setSegment] = useState(props.segment);
  const [query, setQuery] = useState<ContactQuery>({ ...ALL, ...(props.segment && queryOf(props.segment)) });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [layer, setLayer] = useState<"filter" | "segment" | "create" | "import" | null>(null);
  const list = useContactList(query, props.initial);
  const conditions = query.filter.groups.reduce((sum, group) => sum + group.conditions.length, 0);
  const isNarrowed = conditions > 0 || query.search.trim() !== "";

  function open(next: SegmentDto | null) {
    setSegment(next);
    setSelected(new Set());
    setQuery({ ...ALL, ...(next && queryOf(next)) });
    window.history.replaceState(null, "", next ? `?segment=${next.id}` : window.location.pathname);
  }
  async function reload() {
    const next = await api.segments.list.query();
    setSegments(next);
    if (!segment) return;
    // Somebody else may have taken it back; a changed one keeps what is looked at.
    const same = next.find(({ id }) => id === segment.id);
    if (same) setSegment(same);
    else open(null);
  }
  useTold("segments", () => reload().catch(() => {}));
  useTold("teams", () => reload().catch(() => {}));
  function sort(by: ContactSort) {
    const isDescending = query.sort === by ? !query.isDescending : by !== "name";
    setQuery({ ...query, sort: by, isDescending });
  }
  const close = () => setLayer(null);
  const title = segment?.name ?? t("title");
  return (
    <NamesProvider value={names}>
      <Frame
        column={<SegmentsNav segments={segments} current={segment} onOpen={open} onChange={setSegments} />}
      >
        <PageHead title={title}>
          <span className="num text-meta text-text-3 max-sm:sr-only" role="status">
            {list.count === null
              ? ""
              : t("count", { count: Math.min(list.count, 1000), isMore: String(list.count > 1000) })}
          </span>
          {acts.mayImport ? (
            <Button
              icon={<Upload aria-hidden="true" size={14} strokeWidth={1.75} />}
              onClick={() => setLayer("import")}
            >
              <span className="max-sm:sr-only">{t("import")}</span>
            </Button>
          ) : null}
          {acts.mayCreate ? (
            <Button
              variant="primary"
              icon={<Plus aria-hidden="true" size={14} strokeWidth={1.75} />}
              onClick={() => setLayer("create")}
            >
              <span className="max-sm:sr-only">{t("create")}</span>
            </Button>
          ) : null}
        </PageHead>
        <div className="flex shrink-0 flex-wrap items-center gap-2 border-border border-b px-4 py-2">
          <div className="w-64 max-sm:w-full">
            <Input
              type="search"
              aria-label={t("search")}
              placeholder={t("search")}
              value={query.search}
              onChange={(event) => setQuery({ ...query, search: event.target.value })}
            />
          </div>
          <Button
            icon={<Filter aria-hidden="true" size={14} strokeWidth={1.75} />}
            onClick={() => setLayer("filter")}
          >
            {conditions ? t("filters", { count: conditions }) : t("filter")}
          </Button>
          {conditions > 0 ? (
            <>
              <Button variant="ghost" onClick={() => setLayer("segment")}>
                {t("saveSegment")}
              </Button>
              <Button variant="ghost" onClick={() => open(null)}>
                {t("clearFilter")}
              </Button>
            </>
          ) : null}
        </div>
        {selected.size > 0 || acts.mayExport ? (
          <BulkBar
            selected={selected}
            query={query}
            onDone={() => setSelected(new Set())}
            hasContacts={list.items.length > 0}
          />
        ) : null}
        <section
          aria-label={t("title")}
          className="scroll-area min-h-0 grow"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by the keyboard.
          tabIndex={0}
          aria-busy={list.isLoading}
        >
          {list.failure ? (
            <div className="p-4">
              <ErrorCard
                fact={t("failed")}
                next={list.failure.message || t("failedNext")}
                reference={list.failure.reference}
                action={<Button onClick={list.reload}>{t("tryAgain")}</Button>}
              />
            </div>
          ) : null}
          {list.items.length > 0 ? (
            <ContactTable
              contacts={list.items}
              sort={query.sort}
              isDescending={query.isDescending}
              onSort={sort}
              selected={selected}
              onSelect={setSelected}
            />
          ) : list.failure ? null : isNarrowed ? (
            <Empty icon={SearchX} fact={t("noMatch")} next={t("noMatchNext")}>
              <Button onClick={() => open(null)}>{t("showAll")}</Button>
            </Empty>
          ) : (
            <Empty icon={ContactRound} fact={t("empty")} next={t("emptyNext")} />
          )}
          {list.nextCursor ? (
            <p className="p-4 text-center">
              <Button busy={list.isLoading} onClick={() => void list.loadMore()}>
                {t("loadMore")}
              </Button>
            </p>
          ) : null}
        </section>
        <Suspense>
          {layer === "filter" ? (
            <FilterDialog
              filter={query.filter}
              definitions={props.definitions}
              onClose={close}
              onApply={(filter) => {
                close();
                setQuery({ ...query, filter });
              }}
            />
          ) : null}
          {layer === "segment" ? (
            <SegmentDialog
              query={query}
              segment={segment}
              onClose={close}
              onSaved={(next, id) => {
                close();
                setSegments(next);
                setSegment(next.find((one) => one.id === id) ?? null);
              }}
            />
          ) : null}
          {layer === "create" ? <CreateDialog onClose={close} /> : null}
          {layer === "import" ? <ImportDialog definitions={props.definitions} onClose={close} /> : null}
        </Suspense>
      </Frame>
    </NamesProvider>
  );
}

function queryOf({
  filter,
  sort,
  isDescending,
}: SegmentDto): Pick<ContactQuery, "filter" | "sort" | "isDescending"> {
  return { filter, sort, isDescending };
}
