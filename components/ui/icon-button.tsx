import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes } from "react";
import type { CommandId } from "../commands/catalogue";
import { Tooltip } from "./tooltip";

export type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: LucideIcon;
  /** The accessible name, also shown in the tooltip with the key of `command`. */
  label: string;
  command?: CommandId;
  ref?: React.Ref<HTMLButtonElement>;
};

/** 32 px (phone 44), an icon alone: always with a name and a tooltip. */
export function IconButton({ icon: Icon, label, command, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} command={command}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={clsx(
          "grid size-8 shrink-0 place-items-center rounded-8 text-text-2 transition-colors duration-80 hover:bg-hover hover:text-text active:bg-press disabled:text-text-3 max-sm:size-11",
          className,
        )}
      >
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      </button>
    </Tooltip>
  );
}
