import { useEffect } from 'react';
import { useT } from '../i18n/lang.ts';
import { appMessages } from './messages.ts';

/** The title of the tab. Public pages leave it neutral, because others may look over the shoulder. */
export function useTitle(title: string | null): void {
  const t = useT(appMessages);
  const words = title === null ? t('neutralTitle') : `${title}｜${t('product')}`;
  useEffect(() => { document.title = words; }, [words]);
}
