"use client";

import { type Dispatch, type SetStateAction, useEffect, useRef } from "react";
import { useLive, useWorkspace } from "../realtime/context";
import type { Reference } from "./reference";

type Kind = Exclude<keyof Reference, "views">;
const KINDS: readonly Kind[] = ["labels", "members", "teams", "inboxes"];

/** A conversation that names what this window has never heard of (a label made a moment ago) has it asked for, once. */
export default function NameWatch(props: {
  reference: Reference;
  onChange: Dispatch<SetStateAction<Reference>>;
}) {
  const { reference, onChange } = props;
  const { api } = useWorkspace();
  const shown = useLive(({ model }) => model.shown);
  const revision = useLive(({ model }) => model.revision);
  const asked = useRef(new Set<string>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked through with every change of the conversations.
  useEffect(() => {
    const named: Record<Kind, Set<string | null>> = {
      labels: new Set([...shown.values()].flatMap(({ labelIds }) => labelIds)),
      members: new Set([...shown.values()].map(({ assigneeId }) => assigneeId)),
      teams: new Set([...shown.values()].map(({ teamId }) => teamId)),
      inboxes: new Set([...shown.values()].map(({ inboxId }) => inboxId)),
    };
    for (const kind of KINDS) {
      const known = new Set(reference[kind].map(({ id }) => id));
      const fresh = [...named[kind]].filter(
        (id) => id && !known.has(id) && !asked.current.has(id),
      ) as string[];
      if (fresh.length === 0) continue;
      for (const id of fresh) asked.current.add(id);
      api[kind].list.query().then(
        (all) => onChange((old) => ({ ...old, [kind]: all })),
        () => {
          for (const id of fresh) asked.current.delete(id);
        },
      );
    }
  }, [revision, reference]);
  return null;
}
