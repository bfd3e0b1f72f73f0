/** A label's colour; its name stands beside it. */
export function LabelDot({ colour }: { colour: string }) {
  return (
    <span aria-hidden="true" className="size-2 shrink-0 rounded-full" style={{ backgroundColor: colour }} />
  );
}
