import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Look = 'plain' | 'main' | 'light' | 'danger';

/** A button says what it does (派案2項). While its work runs it keeps its words and refuses a second press; it never
 *  becomes `disabled`, so that focus stays and a screen reader finds it. */
export function Button({ look = 'plain', keys, busy = false, children, className, onClick, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; keys?: string | undefined; busy?: boolean; children: ReactNode }) {
  const off = busy || rest['aria-disabled'] === true || rest['aria-disabled'] === 'true';
  return (
    <button
      type="button"
      {...rest}
      className={['btn', look === 'plain' ? '' : `btn-${look}`, className ?? ''].filter(Boolean).join(' ')}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (off) {
          event.preventDefault();
          return;
        }
        onClick?.(event);
      }}
    >
      {children}
      {keys ? <kbd aria-hidden="true">{keys}</kbd> : null}
    </button>
  );
}

/** A button that reads as a link inside text. */
export function LinkButton({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" {...rest} className={className ? `link ${className}` : 'link'} />;
}
