"use client";

import { useTranslations } from "next-intl";
import type { ContactDetail } from "../../server/modules/contacts/schema";
import { Fact } from "./fact";
import { InlineField } from "./inline-field";
import { useContactActs } from "./use-contact-acts";

/** The fields that the panel beside a thread leaves out. */
export function MoreFields({ contact }: { contact: ContactDetail }) {
  const t = useTranslations("contacts");
  const acts = useContactActs();
  return (
    <dl className="px-4 pb-4">
      {(["country", "timeZone", "language", "externalId"] as const).map((field) => (
        <Fact key={field} name={t(field)}>
          <InlineField
            label={t(field)}
            value={contact[field] ?? ""}
            isReadOnly={!acts.mayEdit}
            onSave={(text) => void acts.save(contact.id, { [field]: text })}
          />
        </Fact>
      ))}
    </dl>
  );
}
