import { parseDate as parseIso } from '@internationalized/date';
import { Button as AriaButton, Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell, Heading, I18nProvider } from 'react-aria-components';
import { useLang, useT } from '../i18n/lang.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import styles from './RocCalendar.module.css';
import { uiMessages } from './messages.ts';

/** The ROC calendar in a dialog. Loaded when first opened. */
export default function RocCalendar({ label, value, latest, onChoose, onClose }: { label: string; value: string | null; latest: string | undefined; onChoose: (iso: string) => void; onClose: () => void }) {
  const t = useT(uiMessages);
  const language = useLang();
  return (
    <Dialog title={`${label}：${t('pickDate')}`} onClose={onClose}>
      <I18nProvider locale={language === 'zh' ? 'zh-TW-u-ca-roc' : 'en-US'}>
        <Calendar aria-label={label} className={styles.calendar} {...(value ? { defaultValue: parseIso(value) } : {})} {...(latest ? { maxValue: parseIso(latest), defaultFocusedValue: parseIso(value ?? latest) } : {})}
          onChange={(date) => onChoose(date.toString())}>
          <header className={styles.head}>
            <AriaButton slot="previous" className="btn btn-light" aria-label={t('previousMonth')}><Icon name="back" /></AriaButton>
            <Heading className={styles.title} />
            <AriaButton slot="next" className="btn btn-light" aria-label={t('nextMonth')}><Icon name="chevron" /></AriaButton>
          </header>
          <CalendarGrid className={styles.grid}>
            <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
            <CalendarGridBody>{(date) => <CalendarCell date={date} className={styles.cell} />}</CalendarGridBody>
          </CalendarGrid>
        </Calendar>
      </I18nProvider>
    </Dialog>
  );
}
