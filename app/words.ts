import { headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { messagesOf } from "../components/i18n/messages";
import { TIME_ZONE } from "../components/i18n/reader";
import { acceptedLocale } from "../server/core/locales";
import { findOwnLocale } from "../server/trpc/gate";

/** In which language this request is answered: the person's own, then their business's, then what the browser asks for. */
export default getRequestConfig(async () => {
  const sent = await headers();
  // middleware.ts names the page; an action of a page comes from there, too.
  const slug = /^\/t\/([^/?]+)/.exec(sent.get("x-parley-path") ?? "")?.[1];
  const own = await findOwnLocale(slug);
  const locale = own ?? acceptedLocale(sent.get("accept-language"));
  return { locale, messages: await messagesOf(locale), timeZone: TIME_ZONE };
});
