"use client";

import { useTranslations } from "next-intl";
import type {
  AttributeDefinitionDto,
  AttributeValue,
  ContactDetail,
} from "../../server/modules/contacts/schema";
import { useReader } from "../i18n/clock";
import { useWorkspace } from "../realtime/context";
import { formatAttribute, typedAttribute } from "./attribute-value";
import type { ContactPatch } from "./contact-store";
import { Fact } from "./fact";
import { InlineField } from "./inline-field";
import { useDefinitions } from "./use-contact";

const TYPES = { link: "url", date: "date", number: "number", currency: "number", percent: "number" } as const;

/** The tenant's own fields, each edited in place by its kind. */
export function AttributeFields({
  contact,
  isReadOnly,
  onSave,
}: {
  contact: ContactDetail;
  isReadOnly: boolean;
  onSave: (patch: ContactPatch) => void;
}) {
  const definitions = useDefinitions();
  return definitions.map((definition) => (
    <Fact key={definition.id} name={definition.name} hint={definition.description}>
      <AttributeField
        definition={definition}
        value={contact.attributes[definition.key]}
        isReadOnly={isReadOnly}
        onSave={(value) => onSave({ attributes: { [definition.key]: value } })}
      />
    </Fact>
  ));
}

/** One of them; the same on a contact and on a conversation. */
export function AttributeField(props: {
  definition: AttributeDefinitionDto;
  value: AttributeValue | undefined;
  isReadOnly: boolean;
  onSave: (value: AttributeValue | null) => void;
}) {
  const t = useTranslations("contacts");
  const { me } = useWorkspace();
  const reader = useReader();
  const { definition, value } = props;
  const { name, kind, options } = definition;
  if (kind === "checkbox") {
    return (
      <label className="flex h-5 items-center gap-2">
        <input
          type="checkbox"
          aria-label={name}
          className="size-4 accent-primary"
          checked={value === true}
          disabled={props.isReadOnly}
          onChange={(event) => props.onSave(event.target.checked)}
        />
        {value === true ? t("yes") : t("no")}
      </label>
    );
  }
  const shown = value === undefined ? undefined : formatAttribute(definition, value, reader);
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 grow">
        <InlineField
          label={name}
          value={typedAttribute(value, me.tenant.locale)}
          type={kind in TYPES ? TYPES[kind as keyof typeof TYPES] : "text"}
          choices={kind === "list" ? options.choices : undefined}
          isReadOnly={props.isReadOnly}
          onSave={(text) => props.onSave(text === "" ? null : text)}
        >
          {shown}
        </InlineField>
      </span>
      {kind === "link" && typeof value === "string" ? (
        <a
          href={value}
          target="_blank"
          rel="noreferrer noopener"
          className="shrink-0 text-primary-text hover:underline"
        >
          {t("openLink")}
          <span className="sr-only"> {name}</span>
        </a>
      ) : null}
    </span>
  );
}
