/** Without this a dropped file takes the place of the customer's page. */
export function takeDrops(panel: HTMLElement, take: (files: FileList) => void): void {
  panel.ondragover = panel.ondrop = (event) => {
    const given = event.dataTransfer;
    if (!given?.types.includes("Files")) return;
    event.preventDefault();
    if (event.type === "drop") take(given.files);
  };
}
