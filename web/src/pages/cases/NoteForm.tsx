import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useT } from '../../i18n/lang.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { caseMessages } from './messages.ts';
import { useStep } from './useStep.ts';

export function NoteForm({ caseId }: { caseId: string }) {
  const t = useT(caseMessages);
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const formId = useId();
  const step = useStep([['case', caseId]]);
  const save = async () => {
    if (text.trim() === '') {
      setErrors([{ id: 'note-text', message: t('needNote') }]);
      return;
    }
    setErrors([]);
    if (await step.run((key) => api.post(`/cases/${caseId}/notes`, { text: text.trim() }, { key }), t('noteSaved'))) {
      setText('');
      setOpen(false);
    }
  };
  return (
    <>
      <Button look="light" className="end" onClick={() => setOpen(true)} aria-haspopup="dialog">{t('addNote')}</Button>
      {open ? (
        <Dialog title={t('addNote')} onClose={() => setOpen(false)} foot={<Button look="main" type="submit" form={formId} busy={step.busy}>{t('saveNote')}</Button>}>
          <form id={formId} className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!step.busy) void save(); }}>
            <ErrorSummary errors={errors} problem={step.problem} />
            <TextField id="note-text" label={t('noteText')} multiline rows={6} maxLength={8000} value={text} error={errors[0]?.message} onChange={(v) => setText(v ?? '')} />
          </form>
        </Dialog>
      ) : null}
    </>
  );
}
