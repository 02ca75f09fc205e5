import type { ReactNode } from 'react';

/** A column of a table. */
export interface Column<Row> {
  id: string;
  head: string;
  /** The head is read aloud but not drawn, for a column of buttons. */
  hideHead?: boolean;
  cell: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  /** The cell that names the row. */
  isRowHead?: boolean;
}

/**
 * A table of records. On a phone each row becomes a card of its cells. For a page's main list with
 * keys of its own, write the table in the page and use the same classes.
 */
export function Table<Row>({
  label,
  columns,
  rows,
  rowKey,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}) {
  return (
    <table className="table" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={column.align === 'end' ? 'cell-end' : undefined}
            >
              {column.hideHead ? <span className="hidden">{column.head}</span> : column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => {
              const className = column.align === 'end' ? 'cell-end' : undefined;
              return column.isRowHead ? (
                <th key={column.id} scope="row" className={className}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.id} className={className}>
                  {column.cell(row)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Two lines of a cell: what it is, and what tells more. */
export function Lines({ first, second }: { first: ReactNode; second?: ReactNode }) {
  return (
    <span className="lines">
      <span className="row-first">{first}</span>
      {second && <span className="row-second">{second}</span>}
    </span>
  );
}
