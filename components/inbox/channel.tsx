import { clsx } from "clsx";
import { Globe, type LucideIcon, Mail, MessageSquare, Send } from "lucide-react";

/** The glyph and tint of each channel; white on the tint reads 5.0 and more. */
const CHANNELS: Record<string, { icon: LucideIcon; tint: string }> = {
  web: { icon: Globe, tint: "#6e21c8" },
  telegram: { icon: Send, tint: "#1b74b8" },
  email: { icon: Mail, tint: "#5d5b63" },
  sms: { icon: MessageSquare, tint: "#975f10" },
};
const OTHER = { icon: MessageSquare, tint: "#5d5b63" };

/** A tile with the channel's glyph; decorative, the inbox is named beside it. */
export function ChannelTile({ channel, isSmall }: { channel: string | undefined; isSmall?: boolean }) {
  const { icon: Icon, tint } = CHANNELS[channel ?? ""] ?? OTHER;
  return (
    <span
      aria-hidden="true"
      className={clsx(
        "grid shrink-0 place-items-center text-white",
        isSmall ? "size-[15px] rounded-4" : "size-4.5 rounded-5",
      )}
      style={{ backgroundColor: tint }}
    >
      <Icon size={isSmall ? 10 : 12} strokeWidth={2} />
    </span>
  );
}
