"use client";

import { useCallback, useState } from "react";
import { type Names, type Reference, useNamesOf } from "../inbox/reference";

/** What the pages of contacts name by id; a label made here is known here at once. */
export function useOwnNames(initial: Reference): Names {
  const [reference, setReference] = useState(initial);
  const addLabel = useCallback<Names["addLabel"]>(
    (label) => setReference((before) => ({ ...before, labels: [...before.labels, label] })),
    [],
  );
  return useNamesOf(reference, addLabel);
}
