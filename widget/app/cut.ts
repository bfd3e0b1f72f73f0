/** Milliseconds without a line until we say so. */
const CUT = 3000;

/** Whether the line has been gone for a while. */
export function createCut(onChange: () => void) {
  let isCut = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    isCut: () => isCut,
    begin(): void {
      timer ??= setTimeout(() => {
        isCut = true;
        onChange();
      }, CUT);
    },
    stop(): void {
      clearTimeout(timer);
      timer = undefined;
      isCut = false;
    },
  };
}
