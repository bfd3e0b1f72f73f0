import { clsx } from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const LOOKS = {
  warning: { look: "border-warning-line bg-warning-soft text-warning-text", Icon: TriangleAlert },
  danger: { look: "border-danger-line bg-danger-soft text-danger-text", Icon: CircleAlert },
  info: { look: "border-info-line bg-info-soft text-info-text", Icon: Info },
} as const;

/** 40 px: icon, bold fact, consequence, at most one act. `isFlush` stands at the top of the main plane. */
export function Banner(props: {
  tone: keyof typeof LOOKS;
  fact: string;
  children?: ReactNode;
  action?: ReactNode;
  isFlush?: boolean;
  role?: "status" | "alert";
}) {
  const { look, Icon } = LOOKS[props.tone];
  return (
    <div
      role={props.role}
      className={clsx(
        "flex min-h-10 shrink-0 items-center gap-3 px-4 py-2 text-body",
        props.isFlush ? "border-b" : "rounded-10 border",
        look,
      )}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      <p className="min-w-0 grow">
        <strong className="font-semibold">{props.fact}</strong> {props.children}
      </p>
      {props.action}
    </div>
  );
}
