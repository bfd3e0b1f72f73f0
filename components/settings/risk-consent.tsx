import { useTranslations } from "next-intl";
import { Checkbox } from "../forms/checkbox";
import { useWorkspace } from "../realtime/context";
import { NavLink } from "../ui/nav-link";

/** What a business takes on with its first unofficial inbox, accepted by name. */
export function RiskConsent(props: {
  isAccepted: boolean;
  error?: string;
  onChange: (isAccepted: boolean) => void;
}) {
  const t = useTranslations("newInbox");
  const { me } = useWorkspace();
  return (
    <div className="rounded-10 border border-warning-line bg-warning-soft px-3 py-2">
      <Checkbox
        label={t("risk")}
        checked={props.isAccepted}
        aria-invalid={props.error ? true : undefined}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <p className="mt-1 pl-6 text-meta text-text-2">
        {t("riskHint")}{" "}
        <NavLink
          href={`/t/${me.tenant.slug}/settings/inboxes/risks`}
          className="font-medium text-warning-text underline underline-offset-2"
        >
          {t("risks")}
        </NavLink>
      </p>
      {props.error ? (
        <p role="alert" className="mt-1 pl-6 font-medium text-danger-text text-meta">
          {props.error}
        </p>
      ) : null}
    </div>
  );
}
