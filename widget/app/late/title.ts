/** The number of unread messages before a page's own title; what the page writes there meanwhile is its own again. */
export function createTitle(page: { title: string }) {
  let own = "";
  let put: string | undefined;
  return {
    /** 0 gives the page its title back. */
    show(unread: number): void {
      if (page.title !== put) own = page.title;
      else if (!unread) page.title = own;
      put = unread ? `(${unread > 9 ? "9+" : unread}) ${own}` : undefined;
      if (put) page.title = put;
    },
  };
}
