import type { ReactNode } from "react";
import { SettingsNav } from "../../../../components/settings/settings-nav";
import { Frame } from "../../../../components/shell/frame";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Frame column={<SettingsNav />} isPadded hasOwnSearch>
      {children}
    </Frame>
  );
}
