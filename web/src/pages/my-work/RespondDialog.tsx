import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useReference } from '../../api/queries.ts';
import { useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChoiceField, TextField } from '../../ui/Field.tsx';
import { Conflict, ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { useStep } from '../cases/useStep.ts';
import { workMessages } from './messages.ts';
import type { Transition } from './model.ts';
import { useWorkWords } from './useWorkWords.ts';

/** A report on an open case is never silent: the lead answers and grades again. */
export function RespondDialog({ transition, onClose }: { transition: Transition; onClose: () => void }) {
  const t = useT(workMessages);
  const words = useWorkWords();
  const term = useTerm();
  const reference = useReference();
  const id = useId();
  const [state, setState] = useState('');
  const [regrade, setRegrade] = useState('');
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const step = useStep([['transitions'], ['my-work'], ['case'], ['board']]);
  const grades = reference?.programmes.find((p) => p.code === transition.programme)?.grades ?? [];
  const gradeCodes = grades.map((g) => (typeof g === 'string' ? g : (g as { code: string }).code));
  const grading = transition.kind === 'in_case_notice' && gradeCodes.length > 0;
  const takes = ['assistance_visit', 'referral', 'jurisdiction'].includes(transition.kind);
  const send = async () => {
    const found = [...(state === '' ? [{ id: `${id}s`, message: t('needAnswer') }] : []), ...(grading && regrade === '' ? [{ id: `${id}g`, message: t('needGrade') }] : []), ...(state === 'returned' && text.trim() === '' ? [{ id: `${id}t`, message: t('needText') }] : [])];
    setErrors(found);
    if (found.length > 0) return;
    if (await step.run((key) => api.post(`/transitions/${transition.id}/respond`, { state, response: text.trim() || null, regrade: regrade || null }, { key, version: transition.version }), t('answered'))) onClose();
  };
  return (
    <Dialog title={t('respondTitle', { kind: words('tr', transition.kind) })} onClose={onClose} foot={<Button look="main" type="submit" form={`${id}f`} busy={step.busy}>{t('sendAnswer')}</Button>}>
      <form id={`${id}f`} className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!step.busy) void send(); }}>
        {step.problem?.conflict ? <Conflict problem={step.problem} label={(f) => f} show={(_, v) => JSON.stringify(v)} onReload={() => onClose()} /> : <ErrorSummary errors={errors} problem={step.problem} />}
        {transition.summary ?? transition.note ? <p>{transition.summary ?? transition.note}</p> : null}
        <ChoiceField
          id={`${id}s`} label={t('answer')} values={[state]} onChange={([v]) => setState(v ?? '')} error={errors.find((e) => e.id === `${id}s`)?.message}
          choices={[{ code: 'acknowledged', label: t('acknowledged') }, ...(takes ? [{ code: 'accepted', label: t('accepted') }] : []), { code: 'returned', label: t('returnedState') }]}
        />
        {grading ? (
          <>
            <ChoiceField
              id={`${id}g`} label={t('regrade')} values={[regrade]} onChange={([v]) => setRegrade(v ?? '')} error={errors.find((e) => e.id === `${id}g`)?.message}
              choices={gradeCodes.map((code) => ({ code, label: code === transition.grade ? t('sameGrade', { grade: term('grade', code) }) : term('grade', code) }))}
            />
            {regrade ? <p className="hint" role="status">{regrade === 'grade_1' ? t('gradeUp') : t('gradeDown')}</p> : null}
          </>
        ) : null}
        <TextField id={`${id}t`} label={t('responseText')} multiline rows={3} maxLength={1000} value={text} onChange={(v) => setText(v ?? '')} error={errors.find((e) => e.id === `${id}t`)?.message} />
      </form>
    </Dialog>
  );
}
