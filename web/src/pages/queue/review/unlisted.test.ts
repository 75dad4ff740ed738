import { expect, it } from 'vitest';
import type { Candidate, Family, Subject } from '../../../api/types.ts';
import { unseen } from './unlisted.ts';

const minor = (id: string) => ({ id, name: id, household_id: '9' }) as Family['unlisted_minors'][number];
const subject = (id: string, identity: Subject['identity']) => ({ id, identity }) as Subject;
const candidate = (id: string, band: Candidate['band']) => ({ person: { id }, band }) as Candidate;
const family = { unlisted_minors: [minor('son'), minor('daughter')] };

it('a son who is a subject not yet confirmed is not among the unlisted', () => {
  const found = unseen({ subjects: [subject('1', 'linked'), subject('2', 'open')] }, family, { subjects: [{ subject_id: '2', candidates: [candidate('son', 'likely')] }] });
  expect(found.unlisted.map((m) => m.id)).toEqual(['daughter']);
  expect(found.unconfirmed.map((m) => m.id)).toEqual(['son']);
});
it('a mere possibility hides no child', () => {
  expect(unseen({ subjects: [subject('2', 'open')] }, family, { subjects: [{ subject_id: '2', candidates: [candidate('son', 'possible')] }] }).unlisted).toHaveLength(2);
});
it('what was suggested for a subject who has been decided counts no more', () => {
  expect(unseen({ subjects: [subject('2', 'unknown')] }, family, { subjects: [{ subject_id: '2', candidates: [candidate('son', 'likely')] }] }).unlisted).toHaveLength(2);
});
it('before the answers are there nobody is counted', () => expect(unseen({ subjects: [] }, undefined, undefined)).toEqual({ unlisted: [], unconfirmed: [] }));
