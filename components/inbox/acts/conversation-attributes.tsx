"use client";

import { useTranslations } from "next-intl";
import type { AttributeValue } from "../../../server/modules/contacts/schema";
import { AttributeField } from "../../contacts/attribute-fields";
import { Fact } from "../../contacts/fact";
import { useDefinitions } from "../../contacts/use-contact";
import { showToast } from "../../ui/toast-store";
import { useAttributes } from "./use-attributes";

/** The tenant's own fields of the conversation, each edited in place by its kind. */
export function ConversationAttributes(props: {
  conversationId: string;
  version: number;
  isReadOnly: boolean;
}) {
  const t = useTranslations("acts");
  const definitions = useDefinitions("conversation");
  const { values, save } = useAttributes(definitions.length > 0 ? props : null);

  async function set(key: string, value: AttributeValue | null) {
    const failure = await save(key, value);
    if (!failure) return;
    const text = failure.message ? t("notDone", { reason: failure.message }) : t("notDoneOffline");
    showToast({ tone: "problem", text });
  }
  return definitions.map((definition) => (
    <Fact key={definition.id} name={definition.name} hint={definition.description}>
      <AttributeField
        definition={definition}
        value={values?.[definition.key]}
        isReadOnly={props.isReadOnly || !values}
        onSave={(value) => void set(definition.key, value)}
      />
    </Fact>
  ));
}
