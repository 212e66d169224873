import type { PatternDetector } from '../../src/contract/detector.ts'

const HAN = String.raw`[\x{4E00}-\x{9FFF}]`
const EAST = String.raw`[\x{3041}-\x{9FFF}]`
const NUMBERS = String.raw`(?:\d+(?: ?- ?\d+)*)`

export const addressScripts: PatternDetector = {
  name: 'address-scripts',
  class: 'address',
  describes:
    'An address in Chinese or Japanese: from the city, district or prefecture to the number of the house; or what stands behind its label.',
  source: 'UPU S42 international postal addressing templates (CN, JP, TW)',
  patterns: [
    {
      re: String.raw`(?:${HAN}+(?:省|市|自治区))+ ?(?:${HAN}+(?:区|區|县|縣|镇|鎮|乡|鄉|村|街道))* ?${HAN}+(?:路|街|道|巷|弄|村|里|小区|花园)(?: ?${NUMBERS} ?(?:号|號|弄|栋|幢|楼|单元|室|层))*`,
      prior: 0.85,
    },
    {
      re: String.raw`(?:東京都|北海道|京都府|大阪府|${HAN}+県) ?(?:${EAST}+?(?:市|区|郡|町|村))+ ?${EAST}*(?: ?${NUMBERS}(?: ?(?:丁目|番地|番|号室|号))?)*`,
      prior: 0.9,
    },
    { re: String.raw`(?:住所|現住所|住址|现住址|家庭住址|地址)(?: ?: ?| )(?<phi>${EAST}[^\n,.;:()]+)`, prior: 0.85 },
  ],
  examples: {
    true: ['[[住北京市朝阳区建国路88号]]。', '住所：[[東京都新宿区西新宿 2-8-1]]。', '[[大阪府豊中市本町 3丁目 4番 5号]] 在住', '地址：[[建国新村甲栋二楼]]，'],
    false: ['北京市', '東京都の病院', '住所不定', '市内の道路'],
  },
}
