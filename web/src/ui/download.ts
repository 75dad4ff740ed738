import { api } from '../api/client.ts';

/** Opening an attachment is journalled; the browser saves it, our page never shows it. */
export async function saveAttachment(id: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await api.bytes(`/attachments/${id}/content`, {}));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
