import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// Texts are compiled at build time, so that no browser loads a parser for them (7 KB).
const withTexts = createNextIntlPlugin({
  requestConfig: "./app/words.ts",
  experimental: {
    messages: {
      path: "./components/i18n",
      format: "json",
      locales: "infer",
      sourceLocale: "en-GB",
      precompile: true,
    },
  },
});

/** For every answer of Next; the pages' Content-Security-Policy carries a nonce and comes from middleware.ts. */
const SECURE = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  {
    key: "permissions-policy",
    value: "camera=(), microphone=(self), geolocation=(self), payment=(), usb=()",
  },
];

/** A website's chat opens a window of ours and gives it a ticket; the demo websites stand in for the others. */
const OPENED = [{ key: "cross-origin-opener-policy", value: "unsafe-none" }];
const OPENS = [{ key: "cross-origin-opener-policy", value: "same-origin-allow-popups" }];

/** Where there is no server of ours in front; the page that loads the widget belongs to somebody else. */
const WIDGET = [
  { key: "access-control-allow-origin", value: "*" },
  { key: "cross-origin-resource-policy", value: "cross-origin" },
];
const FOREVER = { key: "cache-control", value: "public, max-age=31536000, immutable" };
const MINUTES = { key: "cache-control", value: "public, max-age=300, stale-while-revalidate=86400" };

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Our own server answers the API; loading every route before the first page only delays it.
  experimental: { preloadEntriesOnStart: false },
  // Types and lint are steps of `npm test`; a build on a host need not repeat them.
  typescript: { ignoreBuildErrors: true },
  // Loaded by node itself, at first use: large, seldom needed, of no use in a bundle. (Next knows the native ones.)
  serverExternalPackages: ["@aws-sdk/lib-storage", "nodemailer", "prom-client"],
  async headers() {
    return [
      { source: "/:path*", headers: SECURE },
      { source: "/chat/:inbox", headers: OPENED },
      { source: "/demo/:tenant", headers: OPENS },
      { source: "/widget.js", headers: [...WIDGET, MINUTES] },
      { source: "/widget.d.ts", headers: [...WIDGET, MINUTES] },
      { source: "/widget.json", headers: [...WIDGET, MINUTES] },
      { source: "/widget/:path*", headers: [...WIDGET, FOREVER] },
    ];
  },
};

export default withTexts(config);
