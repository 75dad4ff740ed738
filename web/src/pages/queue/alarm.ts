import { useSyncExternalStore } from 'react';

/** Two short tones for a new report with a danger sign. Off until the browser has seen a click, as browsers demand. */
const key = 'anwang.alarm';
let on = read();
const listeners = new Set<() => void>();
function read(): boolean {
  try { return localStorage.getItem(key) !== 'off'; } catch { return true; }
}

export function setAlarmOn(next: boolean): void {
  on = next;
  try { localStorage.setItem(key, next ? 'on' : 'off'); } catch { /* storage refused: holds for this page only */ }
  listeners.forEach((listener) => listener());
  if (next) alarm();
}

export const useAlarmOn = () => useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, () => on);

let context: AudioContext | undefined;
export function alarm(): void {
  if (!on || typeof AudioContext === 'undefined' || !navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  for (const [at, pitch] of [[0, 880], [0.22, 660]] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.12, context.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + at + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(context.currentTime + at);
    tone.stop(context.currentTime + at + 0.2);
  }
}
