import { Link } from 'wouter';
import type { QueueRow as Row } from '../../api/types.ts';
import { useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { Icon } from '../../ui/Icon.tsx';
import { uiMessages } from '../../ui/messages.ts';
import { Clock, DueStatus, Status, Tag, TimeLeft } from '../../ui/Status.tsx';
import { fit, grouped } from './flags.ts';
import { queueMessages } from './messages.ts';
import styles from './queue.module.css';
import { useFlagWords, useKinds, useSubjectFacts, useTownship } from './words.ts';

/** A row is narrow: Zhudong, not Zhudong Township, so that kind and name keep their room. */
const shortTown = (name: string): string => name.replace(/ (?:Township|City)$/, '');

/** Pixels that flags may fill: the whole third line of a danger row, or what is left of the second line. */
const thirdLine = 396;
const secondLine = 160;

export function rowHeight(row: Row): number {
  return row.immediate_danger === true && row.state === 'pending' ? 88 : 64;
}

export function QueueRow({ row, open, onFocus }: { row: Row; open: boolean; onFocus: () => void }) {
  const t = useT(queueMessages);
  const ui = useT(uiMessages);
  const term = useTerm();
  const kinds = useKinds();
  const subject = useSubjectFacts();
  const town = useTownship();
  const words = useFlagWords();
  const danger = row.immediate_danger === true;
  const tall = rowHeight(row) === 88;
  const labels = row.flags.map((flag, i) => (flag.machine && !row.flags[i - 1]?.machine ? `${ui('suggestion')} ` : '') + words(flag, true));
  const shown = row.flags.slice(0, fit(labels, tall ? thirdLine : secondLine));
  const hidden = row.flags.length - shown.length;
  const flags = (
    <>
      {grouped(shown).map((group) => group[0]!.machine
        ? <span className="tag sug" key={group[0]!.code}><span className="sug-word">{ui('suggestion')}</span>{group.map((flag) => <span key={flag.code}>{words(flag, true)}</span>)}</span>
        : group.map((flag) => <Tag key={flag.code}>{words(flag, true)}</Tag>))}
      {hidden > 0 ? <span className="tag" title={row.flags.slice(shown.length).map((flag) => words(flag)).join('、')}>{t('moreFlags', { n: hidden })}</span> : null}
    </>
  );
  const gone = row.state !== 'pending';
  return (
    <Link href={`/queue/${row.id}`} className={`${styles.row}${gone ? ` ${styles.gone}` : ''}`} aria-current={open ? 'true' : undefined} data-row={row.id} onFocus={onFocus} title={t(row.place_reason === 'danger' ? 'placeDanger' : 'placeTime')}>
      <span className={styles.line}>
        {danger ? <Status kind="danger">{t('danger')}</Status> : <DueStatus due={row.due_at} start={row.received_at} words={{ due: t('due'), over: t('over') }} />}
        <b className={styles.kinds}>{kinds(row.kinds)}</b>
        <span className={styles.subject}>{subject(row).map((fact) => <span key={fact}>{fact}</span>)}</span>
        <span className={styles.town}>{shortTown(town(row.township))}</span>
      </span>
      <span className={`${styles.line} ${styles.second}`}>
        <TimeLeft due={row.due_at} start={row.received_at} bar />
        <span>{term('source', row.source)}</span>
        {tall ? null : flags}
        <span className={styles.who}>
          {gone ? <><Icon name="tick" />{row.decided_by ? t('gone', { who: row.decided_by.name }) : t('goneUnknown')}</>
            : row.claimed_by ? <><Icon name="eye" />{t('processing', { who: row.claimed_by.name })}</>
            : row.owner ? t('ownedBy', { who: row.owner.name }) : t('unowned')}
        </span>
      </span>
      {tall ? <span className={`${styles.line} ${styles.flags}`}>{flags}</span> : null}
    </Link>
  );
}

/** One line for what this shift already decided. */
export function DecidedRow({ row, open, onFocus }: { row: Row; open: boolean; onFocus: () => void }) {
  const term = useTerm();
  const kinds = useKinds();
  const subject = useSubjectFacts();
  const town = useTownship();
  return (
    <Link href={`/queue/${row.id}`} className={styles.decided} aria-current={open ? 'true' : undefined} data-row={row.id} onFocus={onFocus}>
      <Clock at={row.received_at} />
      <span className={styles.decidedWhat}>
        <span>{kinds(row.kinds)}</span><span>{subject(row)[0]}</span><span>{shortTown(town(row.township))}</span>
      </span>
      <Status kind="done" bare>
        {term('outcome', row.outcome)}
        {row.decided_by ? <span>{row.decided_by.name}</span> : null}
        {row.decided_at ? <Clock at={row.decided_at} /> : null}
      </Status>
    </Link>
  );
}
