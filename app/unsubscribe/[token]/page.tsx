import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { StopForm } from "@/components/site/stop-form";
import { serverCaller } from "@/server/trpc/caller";
import { refusalOf } from "@/server/trpc/refusal";
import { stop } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations("unsubscribe"))("title"),
    referrer: "no-referrer",
    robots: { index: false },
  };
}

/** The way out of a website's mails. It asks once: programs that look into mail follow every link. */
export default async function UnsubscribePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("unsubscribe");
  const { mailStops } = await serverCaller();
  const found = await mailStops.read({ token }).catch(refusalOf);
  return (
    <Texts of={["ui", "unsubscribe"]}>
      <main className="mx-auto flex min-h-dvh w-full max-w-[420px] flex-col justify-center px-5 py-10">
        {"refusal" in found ? (
          <p className="text-text-2">{found.refusal}</p>
        ) : (
          <>
            <h1 className="mb-2 font-[650] text-title">{t("heading", { business: found.business })}</h1>
            <p className="mb-5 text-text-2">
              {t(found.isStopped ? "stopped" : "explain", { business: found.business })}
            </p>
            {!found.isStopped && <StopForm action={stop.bind(null, token)} />}
          </>
        )}
      </main>
    </Texts>
  );
}
