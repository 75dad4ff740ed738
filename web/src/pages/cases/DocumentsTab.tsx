import { useRef } from 'react';
import { api } from '../../api/client.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { saveAttachment } from '../../ui/download.ts';
import { Empty, ErrorSummary } from '../../ui/State.tsx';
import { caseMessages } from './messages.ts';
import { type CasePage, fileSize } from './model.ts';
import { useStep } from './useStep.ts';
import styles from './cases.module.css';

/** What the server takes (it looks at the bytes, not at the name): src/file/sniff.h. */
const taken = 'image/jpeg,image/png,image/webp,image/heic,application/pdf,audio/mpeg,audio/wav,audio/ogg,video/mp4,text/plain';

/** The case's own papers and those that came with its report. Names stay sealed until a file is opened. */
export function DocumentsTab({ page }: { page: CasePage }) {
  const t = useT(caseMessages);
  const language = useLang();
  const chooser = useRef<HTMLInputElement>(null);
  const step = useStep([['case', page.case.id]]);
  const opening = useStep([]);
  const add = (file: File) => void step.run(() => api.upload(`/cases/${page.case.id}/attachments`, file, file.type || 'application/octet-stream', file.name), t('documentAdded'));
  return (
    <>
      <div className="field-row">
        <h2 className={styles.sub}>{t('tab.documents')}</h2>
        <Button look="light" busy={step.busy} className="end" onClick={() => chooser.current?.click()}>{t('addDocument')}</Button>
        <input ref={chooser} type="file" accept={taken} hidden aria-label={t('addDocument')} onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) add(file);
        }} />
      </div>
      <ErrorSummary errors={[]} problem={step.problem ?? opening.problem} />
      {page.documents.length === 0 ? <Empty title={t('noDocuments')}><p>{t('documentsText')}</p></Empty> : (
        <section className="panel">
          <table className="table">
            <thead><tr><th scope="col">{t('document')}</th><th scope="col">{t('documentOf')}</th><th scope="col">{t('documentAt')}</th><th scope="col">{t('documentSize')}</th></tr></thead>
            <tbody>
              {page.documents.map((file) => (
                <tr key={file.id}>
                  <td><LinkButton onClick={() => void opening.run(() => saveAttachment(file.id, file.name), t('documentOpened'))}>{file.name}</LinkButton></td>
                  <td>{t(file.of === 'case' ? 'ofCase' : 'ofReport')}</td>
                  <td className="nb">{rocDateTime(file.added_at, language)}</td>
                  <td className="nb">{t(`type.${file.type.split('/')[0] === 'application' ? 'pdf' : (file.type.split('/')[0] as 'image')}`)}<span className="meta"> {fileSize(file.size)}</span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className="meta">{t('documentsHint')}</p>
    </>
  );
}
