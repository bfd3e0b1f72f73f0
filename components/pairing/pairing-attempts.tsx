import { useTranslations } from "next-intl";
import type { PairingStatus } from "../../server/modules/pairing/schema";
import { formatPhone } from "../contacts/phone";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";

/** Each time a phone was paired, and how that ended. */
export function PairingAttempts({ attempts }: { attempts: PairingStatus["attempts"] }) {
  const t = useTranslations("pairing");
  const reader = useReader();
  const cell = "px-2 py-2 text-left first:pl-0 last:pr-0";
  return (
    <div className="mt-5 border-border border-t pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-semibold text-body">{t("attempts")}</h3>
        <p className="text-meta text-text-2">{t("attemptsLead")}</p>
      </div>
      {attempts.length === 0 ? (
        <p className="mt-2 text-body text-text-2">{t("noAttempts")}</p>
      ) : (
        <table className="mt-1 w-full text-body">
          <thead className="text-text-2">
            <tr>
              {[t("when"), t("number"), t("held"), t("what")].map((head, at) => (
                <th
                  key={head}
                  scope="col"
                  className={`${cell} font-normal ${at === 1 ? "max-sm:hidden" : ""}`}
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-border">
            {attempts.map(({ id, startedAt, number, heldSeconds, outcome }) => (
              <tr key={id}>
                <td className={cell}>{formatDateTime(startedAt, reader)}</td>
                <td className={`${cell} num max-sm:hidden`}>{number ? formatPhone(`+${number}`) : ""}</td>
                <td className={`${cell} num`}>
                  {heldSeconds === null
                    ? ""
                    : t("heldFor", { minutes: Math.floor(heldSeconds / 60), seconds: heldSeconds % 60 })}
                </td>
                <td
                  className={`${cell} ${outcome && !["steady", "ended"].includes(outcome) ? "text-danger-text" : ""}`}
                >
                  {t(`outcomes.${outcome ?? "open"}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
