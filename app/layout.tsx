import type { Metadata, Viewport } from "next";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { Texts } from "../components/i18n/provider";
import "./globals.css";

// Every page carries the nonce of its own request (middleware.ts); one made at build time could not.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Parley", template: "%s, Parley" },
  description: "Every customer, one calm place to answer them.",
  icons: { icon: "/icons/icon.svg" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f3f6" },
    { media: "(prefers-color-scheme: dark)", color: "#0f0e12" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await getLocale()} suppressHydrationWarning>
      <head>
        <script src="/theme.js" />
        <link
          rel="preload"
          href="/fonts/inter-latin.woff2"
          as="font"
          type="font/woff2"
          crossOrigin="anonymous"
        />
      </head>
      <body>
        <Texts of={["ui", "app"]}>{children}</Texts>
      </body>
    </html>
  );
}
