import { type ReactNode, useId } from 'react';
import { useT } from '../i18n/lang.ts';
import { Icon } from './Icon.tsx';
import { uiMessages } from './messages.ts';

export interface FieldFrame {
  label: string;
  hint?: ReactNode | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  /** The id that an error summary links to. */
  id?: string | undefined;
}

interface Wiring { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined; 'aria-required': true | undefined }

/** Label above, hint under it, the control, then the error in words. The control receives its wiring. */
export function Field({ label, hint, error, required, id: given, beside, children }: FieldFrame & { beside?: ReactNode; children: (wiring: Wiring) => ReactNode }) {
  const t = useT(uiMessages);
  const made = useId();
  const id = given ?? made;
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}{required ? <span className="meta">（{t('required')}）</span> : null}</label>
      {hint ? <span className="field-hint" id={`${id}-hint`}>{hint}</span> : null}
      <div className="field-row">
        {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined, 'aria-required': required ? true : undefined })}
        {beside}
      </div>
      {error ? <span className="field-error" id={`${id}-error`}><Icon name="tri" />{error}</span> : null}
    </div>
  );
}

/** 「不明」 beside a fact: pressing it says that the fact is not known, which is not the same as leaving it blank. */
export function UnknownToggle({ label, pressed, onChange }: { label: string; pressed: boolean; onChange: (unknown: boolean) => void }) {
  const t = useT(uiMessages);
  return (
    <label className="check">
      <input type="checkbox" checked={pressed} onChange={(event) => onChange(event.target.checked)} aria-label={`${label}：${t('unknown')}`} />
      {t('unknown')}
    </label>
  );
}

/** A text whose value may be 不明 (null); undefined or '' is 未填. */
export function TextField({ value, onChange, allowUnknown = false, multiline = false, rows, type = 'text', maxLength, autoComplete = 'off', inputMode, placeholder, startHere, ...frame }: FieldFrame & {
  value: string | null; onChange: (value: string | null) => void; allowUnknown?: boolean; multiline?: boolean; rows?: number; type?: 'text' | 'tel' | 'password' | 'search' | 'number';
  maxLength?: number; autoComplete?: string; inputMode?: 'text' | 'tel' | 'numeric' | 'decimal' | undefined; placeholder?: string; startHere?: boolean;
}) {
  const unknown = value === null;
  return (
    <Field {...frame} beside={allowUnknown ? <UnknownToggle label={frame.label} pressed={unknown} onChange={(on) => onChange(on ? null : '')} /> : undefined}>
      {(wiring) => multiline ? (
        <textarea {...wiring} data-autofocus={startHere ? '' : undefined} rows={rows ?? 4} value={value ?? ''} disabled={unknown} maxLength={maxLength} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...wiring} data-autofocus={startHere ? '' : undefined} type={type} value={value ?? ''} disabled={unknown} maxLength={maxLength} autoComplete={autoComplete} inputMode={inputMode} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

export interface Choice { code: string; label: string }

export function SelectField({ value, onChange, choices, empty, startHere, ...frame }: FieldFrame & { value: string; onChange: (value: string) => void; choices: Choice[]; empty?: string; startHere?: boolean }) {
  return (
    <Field {...frame}>
      {(wiring) => (
        <select {...wiring} data-autofocus={startHere ? '' : undefined} value={value} onChange={(event) => onChange(event.target.value)}>
          {empty === undefined ? null : <option value="">{empty}</option>}
          {choices.map((choice) => <option key={choice.code} value={choice.code}>{choice.label}</option>)}
        </select>
      )}
    </Field>
  );
}

/** One or several of a few, all visible. */
export function ChoiceField({ values, onChange, choices, many = false, label, hint, error, required, id: given }: FieldFrame & { values: string[]; onChange: (values: string[]) => void; choices: Choice[]; many?: boolean }) {
  const t = useT(uiMessages);
  const made = useId();
  const id = given ?? made;
  return (
    <fieldset className="field" id={id} tabIndex={-1} aria-describedby={[hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined}>
      <legend className="field-label">{label}{required ? <span className="meta">（{t('required')}）</span> : null}</legend>
      {hint ? <span className="field-hint" id={`${id}-hint`}>{hint}</span> : null}
      <div className="choices">
        {choices.map((choice) => (
          <label className="check" key={choice.code}>
            <input
              type={many ? 'checkbox' : 'radio'} name={id} value={choice.code} checked={values.includes(choice.code)}
              onChange={(event) => onChange(many ? (event.target.checked ? [...values, choice.code] : values.filter((v) => v !== choice.code)) : [choice.code])}
            />
            {choice.label}
          </label>
        ))}
      </div>
      {error ? <span className="field-error" id={`${id}-error`}><Icon name="tri" />{error}</span> : null}
    </fieldset>
  );
}
