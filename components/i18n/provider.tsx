import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Messages } from "./messages";
import { TIME_ZONE } from "./reader";

/** Gives the client parts below the texts of the named screens, and no others. */
export async function Texts({ of, children }: { of: readonly (keyof Messages)[]; children: ReactNode }) {
  const [locale, all] = await Promise.all([getLocale(), getMessages()]);
  const wanted = Object.fromEntries(of.map((screen) => [screen, all[screen]]));
  return (
    <NextIntlClientProvider locale={locale} messages={wanted} timeZone={TIME_ZONE}>
      {children}
    </NextIntlClientProvider>
  );
}
