"use client";

import { Button } from "../ui/button";

/** Saves one part of a page; it stands there while something of that part is unsaved. */
export function SavePart(props: { label: string; isDirty: boolean; isBusy: boolean; onSave: () => void }) {
  if (!props.isDirty) return null;
  return (
    <p>
      <Button variant="primary" busy={props.isBusy} onClick={props.onSave}>
        {props.label}
      </Button>
    </p>
  );
}
