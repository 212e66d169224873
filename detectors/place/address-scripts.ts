import type { PatternDetector } from '../../src/contract/detector.ts'
import { foldLetters } from '../../src/contract/look-alikes.ts'

const words = (...all: readonly string[]): string => all.map(foldLetters).join('|')
const HAN = String.raw`[\x{4E00}-\x{9FFF}]`
const EAST = String.raw`[\x{3041}-\x{9FFF}]`
const NUMBERS = String.raw`(?:\d+(?: ?- ?\d+)*)`
/** Before the words for a road or way where it is one in no body: not 尿路, 消化道. */
const STREET = String.raw`[^\x{0}-\x{4DFF}\x{A000}-\x{10FFFF}尿通旁电電食阴陰胆膽气氣产產肠腸耳泪淚化吸味腺宫宮隧]`
/** The letters that Korean syllables are folded to. */
const JAMO = String.raw`[\x{1100}-\x{11FF}]`
/** Before an address: 10491, 104, 200031, 150-0001, (48095). */
const POST = String.raw`(?:\(\d{5}\) ?|\b\d{3}(?:\d{2,3}|-\d{4})? ?)?`
const HOUSE = String.raw`(?: ?${NUMBERS} ?(?:号|號|鄰|段|巷|弄|栋|幢|楼|樓|单元|室|层)(?:之 ?\d+)?)*`
/** The cities and provinces of Korea, in full or in short. */
const KOREA = `(?:${words('서울', '부산', '대구', '인천', '광주', '대전', '울산', '세종')})(?:${words('특별시', '광역시', '특별자치시', '시')})?|` +
  `(?:${words('경기', '강원', '제주', '전북', '충청북', '충청남', '전라북', '전라남', '경상북', '경상남')})(?:${words('도', '특별자치도')})|` +
  words('경기', '강원', '충북', '충남', '전북', '전남', '경북', '경남', '제주')

export const addressScripts: PatternDetector = {
  name: 'address-scripts',
  class: 'address',
  describes:
    'An address in Chinese, Japanese or Korean: from city or prefecture to the number of the house; or what follows its label.',
  source: 'UPU S42 international postal addressing templates (CN, JP, KR, TW)',
  patterns: [
    {
      re: String.raw`${POST}(?:${HAN}+(?:省|市|自治区|縣))+ ?(?:${HAN}+(?:区|區|县|縣|镇|鎮|乡|鄉|村|里|街道))*(?: ?\d+ ?鄰)? ?` +
        String.raw`(?:${HAN}*${STREET}[路道](?:[一二三四五六七八九十]段)?|${HAN}+(?:街|巷|弄|村|里|小区|花园))${HOUSE}`,
      prior: 0.85,
    },
    {
      re: String.raw`${POST}(?:東京都|北海道|京都府|大阪府|${HAN}+県) ?(?:${EAST}+?(?:市|区|郡|町|村))+ ?${EAST}*(?: ?${NUMBERS}(?: ?(?:丁目|番地|番|号室|号))?)*`,
      prior: 0.9,
    },
    { re: String.raw`(?:住所|現住所|住址|现住址|家庭住址|地址)(?: ?: ?| )(?<phi>${POST}${EAST}[^\n,.;:()]+)`, prior: 0.85 },
    {
      re: String.raw`${POST}(?:${KOREA}) (?:${JAMO}+(?:${words('시', '군', '구')}) )+(?:${JAMO}+(?:${words('읍', '면')}) )?` +
        String.raw`${JAMO}+(?: ?\d+ ?)?(?:${words('로', '길', '동', '리', '가')})(?: ?\d+ ?(?:${words('번길', '길')}))?` +
        String.raw` \d+(?:-\d+)?(?: ?${words('번지')})?(?:,? ?\d+(?:-\d+)? ?(?:${words('동', '호', '층')}))*`,
      prior: 0.9,
    },
  ],
  examples: {
    true: [
      '聯絡：[[80652高雄市前鎮區草衙里翠亨路7號3樓之2]]，', '[[臺中市西屯區何厝里5鄰漢口路二段61巷8弄3號]]電話', '地址：[[106 溫州街十號]]，',
      '〒[[150-0001 東京都渋谷区神宮前 1-2-3]]に', '寄至[[200031 上海市徐汇区天平街道衡山路9号]]。', '주소 [[서울특별시 마포구 토정로 41-2]] 거주',
      '[[(48095) 부산 해운대구 달맞이길 30, 2동 501호]]', '[[경기도 수원시 팔달구 매산로 9번길 4]]에', '자택: [[전남 담양군 창평면 돌담길 12]]',
      '[[住北京市朝阳区建国路88号]]。', '住所：[[東京都新宿区西新宿 2-8-1]]。', '[[大阪府豊中市本町 3丁目 4番 5号]] 在住', '地址：[[建国新村甲栋二楼]]，',
    ],
    false: [
      '서울 소재 병원', '체중 60 kg 서울', '부산시민', '경기도 안에서', '대구 가톨릭병원 2동', '인천 남동구 보건소에서 3회', '구로 증상', '대구 3마리', '체온 38도 2시 구토', '200 mg 市販',
      '赴上海市某医院查消化道', '在本市医院治疗尿路', '该市医院示十二指肠降段', '高雄市醫院安排呼吸道',
      '北京市', '東京都の病院', '住所不定', '市内の道路',
    ],
  },
}
