import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useT } from '../i18n/lang.ts';
import { Button } from './Button.tsx';
import { uiMessages } from './messages.ts';

/** A modal dialog on the platform's own element: focus is kept inside and returns to where it came from; Esc closes, Ctrl+Enter sends its form. */
export function Dialog({ title, onClose, children, foot, wide = false, sheet = false, closable = true }: { title: string; onClose: () => void; children: ReactNode; foot?: ReactNode; wide?: boolean; /** At the foot of the screen, over the bar it came from. */ sheet?: boolean; closable?: boolean }) {
  const t = useT(uiMessages);
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current!;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog.querySelector<HTMLElement>('input, select, textarea') ?? dialog.querySelector<HTMLElement>('h2'))?.focus();
    const commit = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !event.ctrlKey || event.isComposing) return;
      event.preventDefault();
      dialog.querySelector('form')?.requestSubmit();
    };
    dialog.addEventListener('keydown', commit);
    return () => {
      dialog.removeEventListener('keydown', commit);
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog${wide ? ' dialog-wide' : ''}${sheet ? ' dialog-sheet' : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (closable) onClose();
      }}
    >
      <header>
        <h2 id={titleId} tabIndex={-1}>{title}</h2>
        {closable ? <Button look="light" onClick={onClose} keys="Esc">{t('close')}</Button> : null}
      </header>
      <div className="dialog-body">{children}</div>
      {foot ? <div className="dialog-foot">{foot}</div> : null}
    </dialog>
  );
}
