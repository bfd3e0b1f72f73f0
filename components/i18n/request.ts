import { getRequestConfig } from "next-intl/server";
import { LOCALE, TIME_ZONE } from "./locale";

const CATALOGUES = { "en-GB": () => import("./en-GB.json") } as const;

/** Loads the one catalogue that is needed. A further language is one file here and one line above. */
export default getRequestConfig(async () => {
  const catalogue = await CATALOGUES[LOCALE]();
  return { locale: LOCALE, messages: catalogue.default, timeZone: TIME_ZONE };
});
