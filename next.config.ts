import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withTexts = createNextIntlPlugin("./components/i18n/request.ts");

const config: NextConfig = {
  poweredByHeader: false,
};

export default withTexts(config);
