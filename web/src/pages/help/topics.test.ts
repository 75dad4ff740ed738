import { expect, it } from 'vitest';
import { helpTopics } from './topics.ts';

it('says the same things in both languages', () => {
  expect(helpTopics.en.map((t) => [t.id, t.steps.length])).toEqual(helpTopics.zh.map((t) => [t.id, t.steps.length]));
});
