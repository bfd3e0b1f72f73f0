const SIZE = 32;
let plainIcon: string | null = null;

/** A dot on the tab's icon while something is unread, and the number on the app's where it is installed. */
export function showMark(unread: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel~="icon"]');
  if (link) {
    plainIcon ??= link.href;
    if (unread === 0) link.href = plainIcon;
    else void drawDot(plainIcon).then((marked) => marked && Object.assign(link, { href: marked }));
  }
  const app = navigator as Navigator & {
    setAppBadge?: (n: number) => Promise<void>;
    clearAppBadge?: () => Promise<void>;
  };
  // Refused where the page is not installed: then there is no place for it.
  void (unread > 0 ? app.setAppBadge?.(unread) : app.clearAppBadge?.())?.catch(() => {});
}

async function drawDot(icon: string): Promise<string | null> {
  const image = new Image();
  image.src = icon;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE });
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.drawImage(image, 0, 0, SIZE, SIZE);
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--accent") || "#FF6600";
  pen.beginPath();
  pen.arc(SIZE - 9, 9, 9, 0, 2 * Math.PI);
  pen.fill();
  return canvas.toDataURL();
}
