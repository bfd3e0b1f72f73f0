"use client";

import type { ComponentProps, ReactNode } from "react";
import { Button } from "../ui/button";
import { ConfirmButton } from "./confirm-button";

/**
 * One row of what a business keeps (a team, a macro, a canned response, a label): what it is, then the buttons that change
 * and delete it, where one may. Deleting asks first.
 */
export function KeptRow(props: {
  children: ReactNode;
  /** `name` is read out: "Change the team Delivery". */
  change?: { label: string; name: string; onPress: () => void };
  remove: ComponentProps<typeof ConfirmButton>;
  /** Somebody else's to change. */
  isFixed?: boolean;
  /** Where the row itself holds fields, it may take several lines. */
  wraps?: boolean;
}) {
  const { change, remove } = props;
  return (
    <li className={`flex items-center gap-x-3 gap-y-2 py-3 ${props.wraps ? "flex-wrap" : ""}`}>
      {props.children}
      {props.isFixed ? null : (
        <span className="flex shrink-0 gap-2">
          {change ? (
            <Button size="sm" aria-label={change.name} onClick={change.onPress}>
              {change.label}
            </Button>
          ) : null}
          <ConfirmButton {...remove} />
        </span>
      )}
    </li>
  );
}
