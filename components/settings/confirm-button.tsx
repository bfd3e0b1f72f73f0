"use client";

import { useState } from "react";
import type { ActAnswer } from "../../server/trpc/act";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { useAct } from "./use-act";

/** A button for what cannot be undone: it asks first, in a dialog whose button names the act. */
export function ConfirmButton(props: {
  label: string;
  /** Read out instead of the label where several buttons look alike. */
  name?: string;
  /** On the dialog's button; the label itself unless given. */
  confirm?: string;
  /** The way out of the dialog. */
  keep: string;
  question: string;
  consequence: string;
  done: string;
  action: () => Promise<ActAnswer>;
}) {
  const [isAsking, setAsking] = useState(false);
  const { isBusy, run } = useAct();
  return (
    <>
      <Button size="sm" aria-label={props.name} onClick={() => setAsking(true)}>
        {props.label}
      </Button>
      {isAsking ? (
        <Dialog
          title={props.question}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{props.keep}</Button>
              <Button
                variant="danger"
                busy={isBusy}
                onClick={() => run(props.action, { done: props.done, after: () => setAsking(false) })}
              >
                {props.confirm ?? props.label}
              </Button>
            </>
          }
        >
          <p className="text-text-2">{props.consequence}</p>
        </Dialog>
      ) : null}
    </>
  );
}
