/** A county as drawn at build time by tools/county-map.ts; all numbers are pixels of the viewBox. */
export interface TownShape {
  /** TOWNCODE, 8 digits: the only key to join on. */
  code: string;
  en: string;
  d: string;
  /** The largest box of a label's proportions inside the town. */
  room: { x: number; y: number; width: number; height: number };
}

export interface CountyMap {
  county: string;
  width: number;
  height: number;
  towns: TownShape[];
}

/** A value a town is coloured by. `null` is "cannot be said" (suppressed or no denominator), never zero. */
export interface TownValue {
  code: string;
  name: string;
  value: number | null;
  text: string;
}
