/** Says a sentence to screen readers through one polite region of the page. */
export function announce(words: string): void {
  let region = document.getElementById('announcer');
  if (!region) {
    region = document.createElement('div');
    region.id = 'announcer';
    region.className = 'vh';
    region.setAttribute('role', 'status');
    region.setAttribute('aria-live', 'polite');
    document.body.append(region);
  }
  region.textContent = '';
  const target = region;
  setTimeout(() => { target.textContent = words; }, 50);
}
