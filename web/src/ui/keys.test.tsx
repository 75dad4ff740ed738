// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keyLabel, setSingleKeys, useShortcuts } from './keys.ts';

const next = vi.fn();
const commit = vi.fn();
const goQueue = vi.fn();

function Page() {
  useShortcuts([{ keys: 'KeyJ', label: 'next', run: next }, { keys: 'ctrl Enter', label: 'commit', run: commit }, { keys: 'g KeyQ', label: 'queue', run: goQueue }]);
  return <><input aria-label="search" /><button type="button">b</button></>;
}
const press = (code: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) => target.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true, ...init }));

beforeEach(() => { setSingleKeys(true); render(<Page />); });
afterEach(() => { cleanup(); vi.clearAllMocks(); });

it('works by physical key whatever the layout types', () => {
  press('KeyJ', { key: 'ㄨ' });
  expect(next).toHaveBeenCalledOnce();
});
it('ignores keys while an IME composes', () => {
  press('KeyJ', { isComposing: true });
  expect(next).not.toHaveBeenCalled();
});
it('ignores single keys in a field, but commits from there', () => {
  const field = document.querySelector('input')!;
  press('KeyJ', {}, field);
  press('Enter', { ctrlKey: true }, field);
  expect(next).not.toHaveBeenCalled();
  expect(commit).toHaveBeenCalledOnce();
});
it('ignores a letter with a modifier', () => {
  press('KeyJ', { altKey: true });
  press('KeyJ', { shiftKey: true });
  press('KeyJ', { ctrlKey: true });
  expect(next).not.toHaveBeenCalled();
});
it('goes after G only', () => {
  press('KeyQ');
  expect(goQueue).not.toHaveBeenCalled();
  press('KeyG');
  press('KeyQ');
  expect(goQueue).toHaveBeenCalledOnce();
});
it('can be switched off, commits excepted', () => {
  setSingleKeys(false);
  press('KeyJ');
  press('Enter', { ctrlKey: true });
  expect(next).not.toHaveBeenCalled();
  expect(commit).toHaveBeenCalledOnce();
});
it('does nothing behind an open dialog', () => {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('open', '');
  document.body.append(dialog);
  press('KeyJ');
  press('Enter', { ctrlKey: true });
  dialog.remove();
  expect(next).not.toHaveBeenCalled();
  expect(commit).not.toHaveBeenCalled();
});
it('forgets a page that is gone', () => {
  cleanup();
  press('KeyJ');
  expect(next).not.toHaveBeenCalled();
});
it('is written as people read it', () => expect(['g KeyQ', 'ctrl Enter', 'Slash', 'KeyJ'].map(keyLabel)).toEqual(['G Q', 'Ctrl+Enter', '/', 'J']));
