import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that wait for brokers and servers most of the time run first, beside others, so that none of them is left at the end. */
export class ServicesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const waits = (file: TestSpecification): number => Number(file.moduleId.includes('/test/services/'))
    return sorted.toSorted((a, b) => waits(b) - waits(a))
  }
}
