"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ContactDetail } from "../../server/modules/contacts/schema";
import { useNames } from "../inbox/reference";
import { Badge } from "../ui/badge";
import { Menu } from "../ui/menu";
import { LabelDot } from "./label-dot";
import { useContactActs } from "./use-contact-acts";

/** The labels of a contact, and the menu that adds and takes them. */
export function ContactLabels({ contact }: { contact: ContactDetail }) {
  const t = useTranslations("contacts");
  const { labels } = useNames();
  const acts = useContactActs();
  const own = contact.labelIds.flatMap((id) => labels.get(id) ?? []);
  return (
    <span className="flex flex-wrap items-center gap-1">
      {own.map((label) => (
        <Badge key={label.id}>
          <LabelDot colour={label.colour} />
          {label.name}
        </Badge>
      ))}
      {own.length === 0 && !acts.mayEdit ? "–" : null}
      {acts.mayEdit && labels.size > 0 ? (
        <Menu
          label={t("labels")}
          align="end"
          entries={[...labels.values()].map((label) => {
            const isOn = contact.labelIds.includes(label.id);
            return {
              label: label.name,
              icon: <LabelDot colour={label.colour} />,
              isChecked: isOn,
              onSelect: () => void acts.label([contact.id], isOn ? [] : [label.id], isOn ? [label.id] : []),
            };
          })}
        >
          {(trigger) => (
            <button
              type="button"
              {...trigger}
              aria-label={t("changeLabels")}
              className="grid size-6 place-items-center rounded-6 text-text-2 hover:bg-hover hover:text-text max-sm:size-9"
            >
              <Plus aria-hidden="true" size={14} strokeWidth={1.75} />
            </button>
          )}
        </Menu>
      ) : null}
    </span>
  );
}
