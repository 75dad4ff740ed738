import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** The family is looked at on the night as it was planted; the other files may send reports of their own. */
class FamilyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const first = (file: TestSpecification) => (file.moduleId.includes('family') ? 0 : 1);
    return sorted.sort((a, b) => first(a) - first(b));
  }
}

// One browser and one server for all files; a page is a test, so a failure names its page.
export default defineConfig({
  cacheDir: '../node_modules/.cache/e2e',
  test: {
    root: import.meta.dirname, include: ['*.e2e.ts'], environment: 'node', globalSetup: ['./setup.ts'], fileParallelism: false, isolate: false, testTimeout: 60_000, hookTimeout: 300_000, retry: 0,
    sequence: { sequencer: FamilyFirst },
  },
});
