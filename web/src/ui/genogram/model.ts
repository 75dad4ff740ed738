/**
 * What a genogram is drawn from: plain values, already cut down to what the viewer may see.
 * Names arrive as the server displays them (masked or whole); this folder never unmasks anything.
 */

export type Sex = 'male' | 'female' | 'unknown';
export type UnionKind = 'married' | 'cohabiting' | 'separated' | 'divorced' | 'widowed';
export type DescentKind = 'birth' | 'adopted' | 'foster';
export type RelationKind = 'violence' | 'conflict' | 'close' | 'distant' | 'cutoff';

export interface GenoPerson {
  id: string;
  name: string;
  sex: Sex;
  /** Whole years; null is 「不明」, never a guess. */
  age: number | null;
  /** ISO date, used only to order siblings; null sorts after the dated ones. */
  birthOn: string | null;
  deceased?: boolean;
  /** A pregnancy: drawn as a triangle. */
  unborn?: boolean;
  /** The subject of the report: double outline. */
  index?: boolean;
  /** Same value = born together: one shared descent point. */
  twinGroup?: string;
  /** Second label line: role, situation. */
  note?: string;
}

export interface GenoUnion {
  a: string;
  b: string;
  kind: UnionKind;
  /** ROC years as printed: 結93／離103. */
  since?: number;
  until?: number;
}

export interface GenoDescent {
  child: string;
  parents: readonly string[];
  kind: DescentKind;
}

export interface GenoRelation {
  from: string;
  to: string;
  kind: RelationKind;
}

export interface GenoHousehold {
  id: string;
  label: string;
  members: readonly string[];
}

export interface Genogram {
  persons: readonly GenoPerson[];
  unions: readonly GenoUnion[];
  descents: readonly GenoDescent[];
  relations: readonly GenoRelation[];
  households: readonly GenoHousehold[];
}

/** A union that has ended stands to the left of the one that goes on. */
export const hasEnded = (u: GenoUnion): boolean =>
  u.kind === 'divorced' || u.kind === 'widowed' || u.kind === 'separated';
