import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { RateForm } from "@/components/site/rate-form";
import { serverCaller } from "@/server/trpc/caller";
import { refusalOf } from "@/server/trpc/refusal";
import { rate } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  // The address holds the link's secret: no other site may learn it.
  return {
    title: (await getTranslations("rate"))("title"),
    referrer: "no-referrer",
    robots: { index: false },
  };
}

/** How was it? For whoever holds the link, without signing in. */
export default async function RatePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("rate");
  const { ratings } = await serverCaller();
  const found = await ratings.read({ token }).catch(refusalOf);
  return (
    <Texts of={["ui", "rate"]}>
      <main className="mx-auto flex min-h-dvh w-full max-w-[420px] flex-col justify-center px-5 py-10">
        {"refusal" in found ? (
          <p className="text-text-2">{found.refusal}</p>
        ) : (
          <>
            <p className="text-text-2">{found.tenantName}</p>
            <h1 className="mb-5 font-[650] text-title">{found.question || t("title")}</h1>
            {found.isOver ? (
              <p className="text-text-2">{t("over")}</p>
            ) : (
              <RateForm
                action={rate.bind(null, token)}
                score={found.score}
                comment={found.comment}
                look={found.look}
              />
            )}
          </>
        )}
      </main>
    </Texts>
  );
}
