/** A page that anybody may look at: the weather. */
const neutral = 'https://www.cwa.gov.tw/';

/**
 * Leaves at once. The page is emptied before the next one loads, because a slow network would otherwise keep it on
 * the screen; `replace` takes this page out of the list behind the Back button.
 */
export function quickExit(): void {
  document.body.replaceChildren();
  document.title = ' ';
  location.replace(neutral);
}
