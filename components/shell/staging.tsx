import { useTranslations } from "next-intl";
import { Banner } from "../ui/banner";

/** Said on every page of a staging installation. */
export function StagingBanner() {
  const t = useTranslations("app");
  return (
    <Banner tone="warning" fact={t("stagingFact")} isFlush>
      {t("stagingNext")}
    </Banner>
  );
}
