import { ELEMENT_CLASSES, type FhirVersion } from '../../contract/classes.ts'
import { SluiceError } from '../../contract/errors.ts'
import { coverage } from '../../classify/element-class.ts'
import { loadModel } from '../../fhir/model.ts'
import { parseFhir } from '../read-flags.ts'
import { print, say } from '../print/print.ts'
import { EXIT, reportError } from '../report-error.ts'

/** `sluice lint --coverage`: every element of the FHIR model with its class and the reason; fails when one has none. */
export async function printCoverage(flags: { readonly fhir?: string; readonly json?: boolean }): Promise<number> {
  const version: FhirVersion = parseFhir(flags.fhir) ?? 'R4'
  const perClass = new Map<string, number>(ELEMENT_CLASSES.map((elementClass) => [elementClass, 0]))
  let unknown = 0
  for (const row of coverage(loadModel(version))) {
    perClass.set(row.class, (perClass.get(row.class) ?? 0) + 1)
    if (row.rule === 'unknown') unknown += 1
    await print(
      flags.json === true ? JSON.stringify(row) : [row.path, row.type, row.class, row.rule, row.why].join('\t'),
    )
  }
  const total = [...perClass.values()].reduce((sum, count) => sum + count, 0)
  say(`${version}: ${total} elements have a class, ${unknown} of them no rule`)
  if (unknown === 0) return EXIT.ok
  reportError(new SluiceError('SLUICE_CONFIG', { detail: `${unknown} elements of ${version} have no rule.` }))
  return EXIT.failed
}
