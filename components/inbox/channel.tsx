import { clsx } from "clsx";
import { Globe, Mail, MessageCircle, Send } from "lucide-react";

/** By the names that channels give their glyphs; any other is a message. White on a channel's tint reads 5.0 and more. */
const ICONS: Record<string, typeof Globe> = { globe: Globe, send: Send, mail: Mail };

/** A tile with the channel's glyph; decorative, the inbox is named beside it. */
export function ChannelTile({
  glyph,
  isSmall,
}: {
  glyph: { icon: string; tint: string } | undefined;
  isSmall?: boolean;
}) {
  const Icon = ICONS[glyph?.icon ?? ""] ?? MessageCircle;
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "grid shrink-0 place-items-center text-white",
        isSmall ? "size-[15px] rounded-4" : "size-4.5 rounded-5",
      )}
      style={{ backgroundColor: glyph?.tint ?? "#5d5b63" }}
    >
      <Icon size={isSmall ? 10 : 12} strokeWidth={2} />
    </span>
  );
}
