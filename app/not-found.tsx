import { Compass } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "../components/ui/button";
import { Empty } from "../components/ui/empty";

export default async function NotFound() {
  const t = await getTranslations("app");
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="sr-only">{t("notFoundTitle")}</h1>
      <Empty icon={Compass} fact={t("notFoundTitle")} next={t("notFoundNext")}>
        <a href="/" className={buttonClass()}>
          {t("toInbox")}
        </a>
      </Empty>
    </main>
  );
}
