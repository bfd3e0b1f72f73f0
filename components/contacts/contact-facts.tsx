"use client";

import { Ban } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ContactDetail } from "../../server/modules/contacts/schema";
import { useNow, useReader } from "../i18n/clock";
import { readerOf } from "../i18n/reader";
import { formatDate, formatTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Avatar } from "../ui/avatar";
import { NavLink } from "../ui/nav-link";
import { AttributeFields } from "./attribute-fields";
import { ContactLabels } from "./contact-labels";
import { Fact } from "./fact";
import { InlineField } from "./inline-field";
import { formatPhone } from "./phone";
import { useContact } from "./use-contact";
import { useContactActs } from "./use-contact-acts";

/** Who the customer is, every line edited in place. What the conversation says of them already stands there at once. */
export default function ContactFacts({
  known,
}: {
  known: { id: string; name: string; email: string | null; phone: string | null; city: string | null };
}) {
  const t = useTranslations("contacts");
  const { contact, failure } = useContact(known.id);
  const acts = useContactActs();
  const shown = contact ?? known;
  const isReadOnly = !acts.mayEdit || !contact;
  const save = (patch: Parameters<typeof acts.save>[1]) => void acts.save(known.id, patch);
  const field = (name: "email" | "phone" | "company" | "city", type: "email" | "tel" | "text") => {
    const value = (name in shown && (shown as ContactDetail)[name]) || "";
    return (
      <Fact name={t(name)}>
        <InlineField
          label={t(name)}
          type={type}
          value={value}
          isReadOnly={isReadOnly}
          onSave={(text) => save({ [name]: text })}
        >
          {name === "phone" ? formatPhone(value) : name === "email" ? <Address email={value} /> : value}
        </InlineField>
      </Fact>
    );
  };
  return (
    <section aria-label={t("contact")}>
      <div className="flex items-center gap-3 px-4 pt-4 pb-3">
        <Avatar id={shown.id} name={shown.name} size={40} />
        <div className="min-w-0 grow">
          <InlineField
            label={t("name")}
            value={shown.name}
            isReadOnly={isReadOnly}
            className="break-words font-semibold text-message"
            onSave={(name) => save({ name })}
          />
          <Place city={shown.city} zone={contact?.timeZone ?? null} />
        </div>
      </div>
      {contact?.isBlocked ? (
        <p className="mx-4 mb-2 flex items-center gap-2 rounded-8 border border-danger-line bg-danger-soft px-2.5 py-1.5 text-danger-text text-meta">
          <Ban aria-hidden="true" size={14} strokeWidth={1.75} />
          {t("isBlocked")}
        </p>
      ) : null}
      {contact ? <Twins contact={contact} /> : null}
      <dl className="border-border border-b px-4 pb-3">
        {field("phone", "tel")}
        {field("email", "email")}
        {field("company", "text")}
        {field("city", "text")}
        {contact ? (
          <>
            <AttributeFields contact={contact} isReadOnly={isReadOnly} onSave={save} />
            <Fact name={t("labels")}>
              <ContactLabels contact={contact} />
            </Fact>
            <Since at={contact.createdAt} />
          </>
        ) : null}
      </dl>
      {failure && !contact ? <p className="px-4 py-2 text-meta text-text-2">{t("panelFailed")}</p> : null}
    </section>
  );
}

/** Breaks before the @ rather than within a word. */
function Address({ email }: { email: string }) {
  const [local, domain] = email.split("@");
  return (
    <>
      {local}
      <wbr />@{domain}
    </>
  );
}

function Since({ at }: { at: string }) {
  const t = useTranslations("contacts");
  const reader = useReader();
  return <Fact name={t("since")}>{formatDate(at, reader)}</Fact>;
}

/** "Bath · 11:26 local time" */
function Place({ city, zone }: { city: string | null; zone: string | null }) {
  const t = useTranslations("contacts");
  const now = useNow();
  const { locale } = useReader();
  const time = zone ? t("localTime", { time: formatTime(now, readerOf(locale, zone)) }) : null;
  const text = [city, time].filter(Boolean).join(" · ");
  return text ? <p className="num text-meta text-text-2">{text}</p> : null;
}

/** Others with the same e-mail or number, each a way to the merge. */
function Twins({ contact }: { contact: ContactDetail }) {
  const t = useTranslations("contacts");
  const { me } = useWorkspace();
  const { mayMerge } = useContactActs();
  return contact.twins.map((twin) => (
    <p
      key={twin.id}
      className="mx-4 mb-2 rounded-8 border border-warning-line bg-warning-soft px-2.5 py-1.5 text-meta text-warning-text"
    >
      {t(twin.by === "email" ? "sameEmail" : "samePhone", { name: twin.name })}{" "}
      {mayMerge ? (
        <NavLink
          href={`/t/${me.tenant.slug}/contacts/${contact.id}?merge=${twin.id}`}
          className="font-medium underline"
        >
          {t("merge")}
        </NavLink>
      ) : null}
    </p>
  ));
}
