import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useCodes } from '../../i18n/codes.ts';
import { useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChoiceField, SelectField, TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Conflict, ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { caseMessages } from './messages.ts';
import { type CasePage, openClocks, outcomesFor } from './model.ts';
import { useCaseWords } from './useCaseWords.ts';
import { useStep } from './useStep.ts';

interface Props { page: CasePage; onClose: () => void; reload: () => void }

function useShown() {
  const words = useCaseWords();
  const term = useTerm();
  return (field: string, value: unknown): string =>
    value === null || value === undefined ? '—' : typeof value === 'string' ? (field === 'state' ? words.state(value) : term(field, value)) : typeof value === 'object' && 'name' in value ? String((value).name) : JSON.stringify(value);
}

/** 開案, 不開案, 短期服務, 行方不明協尋, with the finding and the reason. The button says what will be recorded. */
export function AssessDialog({ page, onClose, reload }: Props) {
  const t = useT(caseMessages);
  const term = useTerm();
  const words = useCaseWords();
  const shown = useShown();
  const id = useId();
  const [outcome, setOutcome] = useState('');
  const [finding, setFinding] = useState(page.case.finding ?? '');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const step = useStep([['case', page.case.id], ['cases'], ['my-work'], ['board'], ['household']]);
  const findings = useCodes('finding');
  const save = async () => {
    const found = [
      ...(outcome === '' ? [{ id: `${id}o`, message: t('needOutcome') }] : []),
      ...(finding === '' ? [{ id: `${id}f`, message: t('needFinding') }] : []),
      ...(reason.trim() === '' ? [{ id: `${id}r`, message: t('needReasonText') }] : []),
    ];
    setErrors(found);
    if (found.length > 0) return;
    if (await step.run((key) => api.post(`/cases/${page.case.id}/assessment`, { outcome, finding, reason: reason.trim() }, { key, version: page.case.version }), t('assessSaved'))) onClose();
  };
  const error = (part: string) => errors.find((e) => e.id === `${id}${part}`)?.message;
  return (
    <Dialog title={t('assessTitle')} onClose={onClose} foot={<Button look="main" type="submit" form={`${id}form`} busy={step.busy}>{outcome ? t('saveAssess', { outcome: term('assessment_outcome', outcome) }) : t('assessTitle')}</Button>}>
      <form id={`${id}form`} className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!step.busy) void save(); }}>
        {step.problem?.conflict ? <Conflict problem={step.problem} label={words.field} show={shown} onReload={() => { step.setProblem(null); reload(); }} /> : <ErrorSummary errors={errors} problem={step.problem} />}
        <ChoiceField id={`${id}o`} label={t('outcome')} required values={[outcome]} onChange={([v]) => setOutcome(v ?? '')} error={error('o')} choices={outcomesFor(page.case.state).map((code) => ({ code, label: term('assessment_outcome', code) === code ? words.state(code) : term('assessment_outcome', code) }))} />
        <SelectField id={`${id}f`} label={t('findingField')} required value={finding} empty={t('chooseFinding')} onChange={setFinding} error={error('f')} choices={findings} />
        <TextField id={`${id}r`} label={t('reasonField')} hint={t('reasonHint')} required multiline rows={5} maxLength={4000} value={reason} onChange={(v) => setReason(v ?? '')} error={error('r')} />
      </form>
    </Dialog>
  );
}

/** The interruption card before closing: what ends with the case, and what stays undone. */
export function CloseDialog({ page, onClose, reload }: Props) {
  const t = useT(caseMessages);
  const words = useCaseWords();
  const shown = useShown();
  const id = useId();
  const open = page.goals.filter((g) => g.met !== true);
  const [reason, setReason] = useState('');
  const [unmet, setUnmet] = useState<string[]>(() => open.map((g) => g.id));
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const step = useStep([['case', page.case.id], ['cases'], ['my-work'], ['board'], ['household']]);
  const reasons = useCodes('close_reason');
  const clocks = openClocks(page);
  const save = async () => {
    if (reason === '') {
      setErrors([{ id: `${id}r`, message: t('needCloseReason') }]);
      return;
    }
    setErrors([]);
    if (await step.run((key) => api.post(`/cases/${page.case.id}/close`, { reason, unmet_goals: unmet, note: note.trim() || null }, { key, version: page.case.version }), t('closeSaved'))) onClose();
  };
  return (
    <Dialog title={t('closeTitle')} onClose={onClose} foot={<Button look="main" type="submit" form={`${id}form`} busy={step.busy}>{t('saveClose')}</Button>}>
      <form id={`${id}form`} className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!step.busy) void save(); }}>
        {step.problem?.conflict ? <Conflict problem={step.problem} label={words.field} show={shown} onReload={() => { step.setProblem(null); reload(); }} /> : <ErrorSummary errors={errors} problem={step.problem} />}
        {clocks.length > 0 ? <div className="note note-due"><p><Icon name="tri" /> {t('closeWarnClocks', { n: clocks.length })}</p><ul>{clocks.map((c) => <li key={c.id}>{words.clock(c)}</li>)}</ul></div> : null}
        <SelectField id={`${id}r`} label={t('closeReasonField')} required value={reason} empty={t('chooseClose')} onChange={setReason} choices={reasons} error={errors[0]?.message} />
        {open.length > 0 ? <ChoiceField label={t('unmet')} hint={t('closeWarnGoals')} many values={unmet} onChange={setUnmet} choices={open.map((g) => ({ code: g.id, label: g.title }))} /> : <p className="meta">{t('noUnmet')}</p>}
        <TextField label={t('closeNote')} hint={t('closeNoteHint')} multiline rows={4} maxLength={4000} value={note} onChange={(v) => setNote(v ?? '')} />
      </form>
    </Dialog>
  );
}
