/** One page of a list, as the API answers it. */
export interface ListPage<T> {
  items: T[];
  next?: string;
}

/** Every row of a list, page after page: for catalogues, which are short. */
export async function allPages<T>(
  read: (cursor: string | undefined) => Promise<ListPage<T>>,
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}
