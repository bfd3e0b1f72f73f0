import { Globe, Mail, MessageCircle, Send } from "lucide-react";
import { useTranslations } from "next-intl";

const MESSAGES = [
  { key: "first", initials: "DO", tint: "bg-[#cfe6ff] text-[#0b3b68]", tile: "bg-[#6e21c8]", Icon: Globe },
  {
    key: "second",
    initials: "HP",
    tint: "bg-[#ffd1d6] text-[#7d1a2b]",
    tile: "bg-[#0e7a41]",
    Icon: MessageCircle,
  },
  { key: "third", initials: "RM", tint: "bg-[#b9ecd2] text-[#0d4d33]", tile: "bg-[#1b74b8]", Icon: Send },
  { key: "fourth", initials: "MT", tint: "bg-[#d3d9ea] text-[#33405e]", tile: "bg-[#5d5b63]", Icon: Mail },
] as const;

/** The purple half beside the forms: what the product is for. The same in both themes. */
export function Showcase() {
  const t = useTranslations("auth.showcase");
  return (
    <aside className="relative hidden w-[41.7%] shrink-0 flex-col justify-center overflow-hidden bg-[linear-gradient(165deg,#3f1575_0%,#551a9d_45%,#6e21c8_75%,#8127e8_100%)] px-10 text-white md:flex xl:px-14">
      <svg
        viewBox="0 0 220 300"
        aria-hidden="true"
        className="absolute -right-4 -bottom-24 h-[340px] text-white/10"
        fill="none"
        stroke="currentColor"
        strokeWidth="44"
        strokeLinecap="round"
      >
        <path d="M30 300V118a88 88 0 1 1 92 88" />
      </svg>
      <p className="max-w-sm text-balance font-[650] text-[1.875rem]/[2.5rem] tracking-[-0.02em]">
        {t("line")}
      </p>
      <ul aria-hidden="true" className="relative mt-9 flex max-w-xl flex-col gap-2.5">
        {MESSAGES.map(({ key, initials, tint, tile, Icon }) => (
          <li
            key={key}
            className="flex items-center gap-3 rounded-14 border border-white/15 bg-white/15 px-4 py-3.5"
          >
            <span
              className={`relative grid size-9 shrink-0 place-items-center rounded-full font-semibold text-body ${tint}`}
            >
              {initials}
              <span
                className={`absolute -right-1.5 -bottom-1 grid size-4.5 place-items-center rounded-5 ${tile}`}
              >
                <Icon size={11} strokeWidth={2} className="text-white" />
              </span>
            </span>
            <span className="min-w-0 grow">
              <span className="block font-semibold text-body">{t(`${key}.name`)}</span>
              <span className="block truncate text-body text-white/90">{t(`${key}.text`)}</span>
            </span>
            <span className="num self-start text-meta text-white/85">{t(`${key}.time`)}</span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
