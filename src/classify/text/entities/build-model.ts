import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { MODEL_FILE, packModel, type EntityModel } from './entity-model.ts'
import { readMarkedTexts, TextReader } from './marked-texts.ts'
import { trainModel } from './train-model.ts'

/** The weights that the texts of the folder give; the same texts, lexicon and features give the same bytes. */
export function buildModel(): EntityModel {
  const reader = new TextReader()
  return trainModel(readMarkedTexts().flatMap((text) => reader.readRuns(text)))
}

if (import.meta.main) {
  mkdirSync(dirname(MODEL_FILE), { recursive: true })
  writeFileSync(MODEL_FILE, packModel(buildModel()))
}
