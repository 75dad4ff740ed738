import { useState } from 'react';
import { useReference } from '../../../api/queries.ts';
import type { Family, Outcome } from '../../../api/types.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { useTerm } from '../../../i18n/terms.ts';
import { now } from '../../../lib/now.ts';
import { parseTime, taipeiDate, taipeiInstant } from '../../../lib/roc.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ChoiceField, SelectField, TextField } from '../../../ui/Field.tsx';
import { dateValue, RocDateField, TimeField } from '../../../ui/RocDateField.tsx';
import { SuggestionTag } from '../../../ui/Status.tsx';
import { type DraftItem, overridden } from './draft.ts';
import { reviewMessages } from './messages.ts';
import type { Work } from './ReviewPane.tsx';
import { useReasonWords } from './reasonWords.ts';

const outcomes: Outcome[] = ['dispatch', 'notice', 'same_incident', 'jurisdiction', 'not_dispatched', 'advice'];

/** One line of the decision: subject, programme, outcome, grade, unit, and why it differs from the suggestion. */
export function ItemDialog({ item, work, family, onApply, onRemove, onClose }: { item: DraftItem; work: Work; family: Family | undefined; onApply: (item: DraftItem) => void; onRemove: (() => void) | null; onClose: () => void }) {
  const { report } = work;
  const t = useT(reviewMessages);
  const term = useTerm();
  const language = useLang();
  const reference = useReference();
  const reasonWords = useReasonWords();
  const [draft, setDraft] = useState(item);
  const [handedOn, setHandedOn] = useState(dateValue(taipeiDate(now())));
  const [handedTime, setHandedTime] = useState('');
  const set = (change: Partial<DraftItem>) => setDraft({ ...draft, ...change });
  const programme = reference?.programmes.find((p) => p.code === draft.programme);
  const grades = programme?.grades ?? [];
  const units = reference?.units ?? [];
  const reasons = reference?.codes['not_dispatched_reason'] ?? reference?.codes['not_dispatch_reason'] ?? [];
  const others = [...(report.incident?.reports ?? []), ...(family?.earlier_reports ?? [])].filter((other) => other.id !== report.id);
  const apply = () => {
    const time = parseTime(handedTime);
    onApply({ ...draft, checked: true, handed_over_at: draft.outcome === 'jurisdiction' && draft.to_name.trim() && handedOn.iso && time ? taipeiInstant(handedOn.iso, time) : null });
  };
  const own = item.suggested === null;
  return (
    <Dialog title={t('editTitle')} onClose={onClose} wide foot={
      <>
        <Button look="main" type="submit" form="edit-item">{t('apply')}</Button>
        {item.suggested ? <Button look="light" onClick={() => set({ outcome: item.suggested!.outcome, grade: item.suggested!.grade, unit_id: item.suggested!.unit?.id ?? null, override_reason: '' })}>{t('restore')}</Button> : null}
        {onRemove ? <Button look="light" onClick={onRemove}>{t('removeLine')}</Button> : null}
      </>
    }>
      <form id="edit-item" className="stack" onSubmit={(event) => { event.preventDefault(); apply(); }}>
        {item.suggested ? (
          <div className="sug note">
            <span className="facts-row">
              <SuggestionTag>{term('outcome', item.suggested.outcome)}</SuggestionTag>
              {item.suggested.grade ? <b>{term('grade', item.suggested.grade)}</b> : null}
              <span>{item.suggested.unit?.name}</span>
            </span>
            {item.suggested.reasons.length > 0 ? <ul>{item.suggested.reasons.map((reason, i) => <li key={i} className="meta">{reasonWords(reason)}</li>)}</ul> : null}
          </div>
        ) : null}
        <SelectField label={t('subject')} value={draft.subject_id} onChange={(subject_id) => set({ subject_id })} choices={report.subjects.map((s) => ({ code: s.id, label: `${s.person?.name ?? s.name ?? s.nickname ?? t('unknown')}（${term('role', s.role)}）` }))} startHere={own} />
        <ChoiceField label={t('outcomeCol')} values={[draft.outcome]} onChange={([outcome]) => set({ outcome: outcome as Outcome })} choices={outcomes.map((code) => ({ code, label: term('outcome', code) }))} />
        <SelectField label={t('programme')} value={draft.programme} onChange={(code) => set({ programme: code, grade: null })} choices={(reference?.programmes ?? []).map((p) => ({ code: p.code, label: language === 'zh' ? p.name_zh : p.name_en }))} />
        {draft.outcome === 'dispatch' && grades.length > 0 ? <ChoiceField label={t('grade')} values={draft.grade ? [draft.grade] : []} onChange={([grade]) => set({ grade: grade ?? null })} choices={grades.map((code) => ({ code, label: term('grade', code) }))} /> : null}
        {draft.outcome === 'dispatch' || draft.outcome === 'notice' ? <SelectField label={t('unit')} value={draft.unit_id ?? ''} onChange={(unit_id) => set({ unit_id: unit_id || null })} empty={t('missing.unit')} choices={units.map((u) => ({ code: u.id, label: `${u.name}（${term('network', u.network)}）` }))} /> : null}
        {draft.outcome === 'notice' && (family?.open_cases.length ?? 0) > 0 ? <SelectField label={t('toCase')} value={draft.case_id ?? ''} onChange={(case_id) => set({ case_id: case_id || null })} empty={t('no')} choices={family!.open_cases.map((c) => ({ code: c.id, label: `${c.case_no || term('programme', c.programme)}${c.lead ? `（${c.lead.name}）` : ''}` }))} /> : null}
        {draft.outcome === 'same_incident' ? <SelectField label={t('sameAs')} value={draft.same_as_report_id ?? ''} onChange={(id) => set({ same_as_report_id: id || null })} empty={t('missing.report')} choices={others.map((other) => ({ code: other.id, label: other.report_no }))} /> : null}
        {draft.outcome === 'not_dispatched' ? (
          <>
            <SelectField label={t('reasonCode')} value={draft.reason_code} onChange={(reason_code) => set({ reason_code })} empty={t('missing.reason')} choices={reasons.map((r) => ({ code: r.code, label: r[language] }))} />
            <p className="meta">{t('countersignNote')}</p>
          </>
        ) : null}
        {draft.outcome === 'jurisdiction' ? (
          <>
            <TextField label={t('toCounty')} value={draft.to_county} onChange={(v) => set({ to_county: v ?? '' })} required maxLength={40} />
            <TextField label={t('toName')} value={draft.to_name} onChange={(v) => set({ to_name: v ?? '' })} maxLength={40} />
            {draft.to_name.trim() ? <div className="field-row"><RocDateField label={t('handedOver')} value={handedOn} onChange={setHandedOn} /><TimeField label={t('handedOver')} value={handedTime} onChange={setHandedTime} /></div> : null}
            <p className="meta">{t('jurisdictionNote')}</p>
          </>
        ) : null}
        <TextField label={t('note')} value={draft.note} onChange={(v) => set({ note: v ?? '' })} maxLength={500} />
        {overridden(draft) ? <TextField label={t('overrideReason')} hint={t('overrideHint')} required value={draft.override_reason} onChange={(v) => set({ override_reason: v ?? '' })} maxLength={300} /> : null}
      </form>
    </Dialog>
  );
}
