import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import type { QueueRow as Row, Suggestion } from '../../api/types.ts';
import { useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Clock, DueStatus, Status, TimeLeft } from '../../ui/Status.tsx';
import { directRule, grouped } from './flags.ts';
import { queueMessages } from './messages.ts';
import styles from './queue.module.css';
import { RuleDialog } from './review/RuleDialog.tsx';
import { useFlagWords, useHome, useKinds, useSubjectFacts, useTownship } from './words.ts';

/** A row is narrow: Zhudong, not Zhudong Township, so that kind and name keep their room. */
const shortTown = (name: string): string => name.replace(/ (?:Township|City)$/, '');

/** What a row shows on its last line: everything a machine or a person noted, but the grade, which stands beside the time. */
function noted(row: Row) {
  return row.flags.filter((flag) => flag.code !== 'suggested_grade' && !(flag.code === 'unlisted_minors' && row.minors.some((minor) => !minor.listed)));
}

/** Two lines, and one more each for the family and for what was noted: a row is as high as what it has to say. */
export function rowHeight(row: Row): number {
  return 64 + (row.minors.length > 0 ? 24 : 0) + (noted(row).length > 0 ? 26 : 0);
}

export function QueueRow({ row, open }: { row: Row; open: boolean }) {
  const t = useT(queueMessages);
  const term = useTerm();
  const kinds = useKinds();
  const home = useHome();
  const town = useTownship();
  const words = useFlagWords();
  const [asking, setAsking] = useState(false);
  const danger = row.immediate_danger === true;
  const grade = row.flags.find((flag) => flag.code === 'suggested_grade');
  const flags = noted(row);
  const direct = flags.some((flag) => flag.code === 'direct_dispatch');
  const gone = row.state !== 'pending';
  const { who, minors } = home(row);
  const place = <span className={styles.town}><span>{shortTown(town(row.township))}</span><span>{term('source', row.source)}</span></span>;
  return (
    <div className={styles.rowBox}>
      <Link href={`/queue/${row.id}`} className={`${styles.row}${gone ? ` ${styles.gone}` : ''}`} aria-current={open ? 'true' : undefined} data-row={row.id} title={t(row.place_reason === 'danger' ? 'placeDanger' : 'placeTime')}>
        <span className={styles.line}>
          {danger ? <Status kind="danger">{t('danger')}</Status> : <DueStatus due={row.due_at} start={row.received_at} words={{ due: t('due'), over: t('over') }} />}
          <span className={styles.left}><TimeLeft due={row.due_at} start={row.received_at} /></span>
          {grade ? <span className="tag sug">{t('grade', { grade: words(grade) })}</span> : null}
          <span className={styles.who}>
            {gone ? <><Icon name="tick" />{row.decided_by ? t('gone', { who: row.decided_by.name }) : t('goneUnknown')}</>
              : row.claimed_by ? <><Icon name="eye" />{t('processing', { who: row.claimed_by.name })}</>
              : row.owner ? t('ownedBy', { who: row.owner.name }) : t('unowned')}
          </span>
        </span>
        <span className={styles.line}><b className={styles.kinds}>{kinds(row)}</b>{minors.length > 0 ? null : <span className={styles.subject}>{who}</span>}{place}</span>
        {minors.length > 0 ? <span className={`${styles.line} ${styles.home}`}><span>{who}</span>{minors.map((minor) => (minor.listed ? <span key={minor.text}>／{minor.text}</span> : <b key={minor.text}>／{minor.text}</b>))}</span> : null}
        {flags.length > 0 ? (
          <span className={`${styles.line} ${styles.flags}${direct ? ` ${styles.beside}` : ''}`}>
            {grouped(flags.filter((flag) => flag.code !== 'direct_dispatch')).flatMap((group) => group.map((flag) => <span key={flag.code} className={flag.machine ? 'tag sug' : 'tag'}>{words(flag)}</span>))}
          </span>
        ) : null}
      </Link>
      {direct ? <button type="button" className={`tag ${styles.direct}`} aria-haspopup="dialog" onClick={() => setAsking(true)}>{t('flag.direct_dispatch')}<span className="vh">{t('seeWhy')}</span></button> : null}
      {asking ? <DirectDialog id={row.id} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

/** Rule, facts and source of the direct dispatch, read when somebody asks. */
function DirectDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const suggestion = useQuery({ queryKey: ['report', id, 'suggestion'], queryFn: ({ signal }) => api.get<Suggestion>(`/reports/${id}/suggestion`, signal) });
  if (suggestion.isPending) return null;
  return <RuleDialog rule={suggestion.data ? directRule(suggestion.data) : null} onClose={onClose} />;
}

/** One line for what this shift already decided. */
export function DecidedRow({ row, open }: { row: Row; open: boolean }) {
  const term = useTerm();
  const kinds = useKinds();
  const subject = useSubjectFacts();
  const town = useTownship();
  return (
    <Link href={`/queue/${row.id}`} className={styles.decided} aria-current={open ? 'true' : undefined} data-row={row.id}>
      <Clock at={row.received_at} />
      <span className={styles.decidedWhat}>
        <span>{kinds(row)}</span><span>{subject(row)[0]}</span><span>{shortTown(town(row.township))}</span>
      </span>
      <Status kind="done" bare>
        {term('outcome', row.outcome)}
        {row.decided_by ? <span>{row.decided_by.name}</span> : null}
        {row.decided_at ? <Clock at={row.decided_at} /> : null}
      </Status>
    </Link>
  );
}
