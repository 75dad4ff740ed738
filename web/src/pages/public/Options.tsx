import { Icon } from '../../ui/Icon.tsx';
import styles from './public.module.css';

/** Large choices for a thumb: one of few, or several. */
export function Options({ id, legend, hint, error, many = false, inline = false, options, values, onChange }: {
  id: string; legend: string; hint?: string; error?: string | undefined; many?: boolean; inline?: boolean;
  options: readonly { code: string; label: string }[]; values: readonly string[]; onChange: (values: string[]) => void;
}) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={described}>
      <legend className="field-label">{legend}</legend>
      {hint ? <p className="field-hint" id={`${id}-hint`}>{hint}</p> : null}
      {error ? <p className="field-error" id={`${id}-error`}><Icon name="tri" />{error}</p> : null}
      <div className={inline ? styles.chips : styles.opts}>
        {options.map((option) => (
          <label key={option.code} className={styles.opt}>
            <input
              type={many ? 'checkbox' : 'radio'} name={id} value={option.code} checked={values.includes(option.code)}
              onChange={(event) => onChange(!many ? [option.code] : event.target.checked ? [...values, option.code] : values.filter((v) => v !== option.code))}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
