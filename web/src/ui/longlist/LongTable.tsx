import type { ReactNode } from 'react';
import { useT } from '../../i18n/lang.ts';
import { Button } from '../Button.tsx';
import { uiMessages } from '../messages.ts';
import styles from './longlist.module.css';
import { useLongList } from './useLongList.ts';
import type { Pages } from './usePages.ts';

export interface Column<R> {
  key: string;
  head: ReactNode;
  /** Least width in px; what is left over is shared in proportion. */
  width: number;
  cell: (row: R) => ReactNode;
  /** The cell that names its row. */
  names?: boolean;
  className?: string | undefined;
}

const HEAD = 40;

/** A table of any length: what is read stands in the scroller's height, a screenful of it in the document. Below it, how
 *  many of how many. The row is one stop of the keyboard; Enter opens what its first link or button opens. */
export function LongTable<R>({ label, columns, pages, total, rowKey, rowHeight = 40, children }: {
  label: string; columns: readonly Column<R>[]; pages: Pages<R>;
  /** How many there are altogether; null where the server does not count. */
  total: number | null; rowKey: (row: R, index: number) => string; rowHeight?: number; children?: ReactNode;
}) {
  const t = useT(uiMessages);
  const { rows, hasMore, loadMore, again, busy, failed } = pages;
  const list = useLongList({
    count: rows.length, size: () => rowHeight, keyOf: (i) => rowKey(rows[i]!, i), rowOf: (i) => rowKey(rows[i]!, i), head: HEAD, hasMore, loadMore,
    open: (i) => list.scroller.current?.querySelector<HTMLElement>(`[data-index="${i}"] :is(a, button)`)?.click(),
  });
  const of = total ?? (hasMore ? null : rows.length);
  const first = list.shown[0]?.index ?? 0;
  let at = 0;
  const gap = (key: string, height: number) => (height > 0 ? <tr key={key} aria-hidden="true" className={styles.gap}><td colSpan={columns.length} style={{ blockSize: `${height}px` }} /></tr> : null);
  return (
    <div className={`panel ${styles.panel}`}>
      <div className={styles.scroll} ref={list.scroller}>
        <table className={`table ${styles.table}`} aria-label={label} aria-rowcount={of === null ? -1 : of + 1} style={{ minInlineSize: `${columns.reduce((sum, c) => sum + c.width, 0)}px` }}>
          <colgroup>{columns.map((c) => <col key={c.key} style={{ inlineSize: `${c.width}px` }} />)}</colgroup>
          <thead><tr aria-rowindex={1}>{columns.map((c) => <th key={c.key} scope="col" className={c.className}>{c.head}</th>)}</tr></thead>
          <tbody>
            {list.shown.flatMap((place) => {
              const row = rows[place.index]!;
              const before = gap(`gap${place.index}`, place.start - at);
              at = place.end;
              return [before, (
                <tr
                  key={place.key} ref={list.virtual.measureElement} data-index={place.index} data-row={rowKey(row, place.index)} aria-rowindex={place.index + 2}
                  tabIndex={(list.active < 0 ? first : list.active) === place.index ? 0 : -1}
                >
                  {columns.map((c) => (c.names ? <th key={c.key} scope="row" className={c.className}>{c.cell(row)}</th> : <td key={c.key} className={c.className}>{c.cell(row)}</td>))}
                </tr>
              )];
            })}
            {gap('end', list.height - at)}
          </tbody>
        </table>
      </div>
      <footer className={styles.foot}>
        <span>{of === null ? t('listedSoFar', { n: number(rows.length) }) : t('listed', { n: number(rows.length), total: number(of) })}</span>
        {children}
        {failed ? <b role="alert">{t('moreFailed')}</b> : null}
        {hasMore ? <Button look="light" className={styles.more} busy={busy} onClick={again}>{t(failed ? 'retry' : 'readOn')}</Button> : null}
      </footer>
    </div>
  );
}

const number = (n: number): string => n.toLocaleString('en-US');

/** A list that came whole, in the form of one that is read by pages. */
export function whole<R>(rows: R[]): Pages<R> {
  return { rows, hasMore: false, loadMore: () => undefined, again: () => undefined, busy: false, failed: false };
}
