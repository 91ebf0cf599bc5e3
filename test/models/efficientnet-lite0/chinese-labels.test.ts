import { expect, test } from 'vitest';
import { openModel } from '../../../models/store/open-model.ts';
import { modelFolder } from '../../support/fixtures.ts';

const { labels, translations } = await openModel(modelFolder);
const chinese = translations.zh ?? [];
const names = chinese.flatMap(({ synonyms = [] }) => synonyms);

/** GB 2312 encodes the simplified forms alone: rows 16 to 87 are its 6763 characters. */
function simplifiedCharacters(): Set<string> {
  const decoder = new TextDecoder('gb18030');
  const rows = Array.from({ length: 72 }, (_, at) => 0xb0 + at);
  const cells = Array.from({ length: 94 }, (_, at) => 0xa1 + at);
  return new Set(
    rows
      .flatMap((row) => cells.map((cell) => decoder.decode(Uint8Array.of(row, cell))))
      .filter((character) => /^\p{Script=Han}$/u.test(character)),
  );
}

test('a thousand classes have a thousand different names, none shared by two classes', () => {
  expect(chinese).toHaveLength(1_000);
  expect(new Set(chinese.map(({ label }) => label)).size).toBe(1_000);
  expect(new Set(names).size).toBe(names.length);
  expect(chinese.every(({ label, synonyms }) => synonyms?.[0] === label)).toBe(true);
});

test('names are Chinese characters alone, but for four things that are written with Latin ones', () => {
  const others = names.filter((name) => !/^\p{Script=Han}+$/u.test(name));
  expect(others).toEqual(['CD播放机', 'iPod播放器', 'T恤', 'T恤衫', '福特T型车', 'T型车']);
});

test('characters are simplified: those of GB 2312, and a few of animals and 窣堵坡 (a stupa) beyond', () => {
  const simplified = simplifiedCharacters();
  expect(simplified.size).toBe(6_763);
  const characters = new Set(names.join('').replaceAll(/[A-Za-z]/g, ''));
  const rare = [...characters].filter((character) => !simplified.has(character));
  expect(rare.join('')).toBe('鱥鹀鸮蠵鹟䴕狆㹴獴羱鲉鲀窣');
});

test.each([
  [[134, 'crane bird'], '鹤'],
  [[517, 'crane'], '起重机'],
  [[638, 'maillot'], '体操紧身衣'],
  [[639, 'maillot tank suit'], '连体泳衣'],
  [[657, 'missile'], '导弹'],
  [[744, 'projectile'], '射弹'],
  [[836, 'sunglass'], '取火镜'],
  [[837, 'sunglasses'], '太阳镜'],
  [[264, 'Cardigan'], '卡迪根威尔士柯基犬'],
  [[474, 'cardigan'], '开襟毛衣'],
  [[620, 'laptop'], '膝上型电脑'],
  [[681, 'notebook'], '笔记本电脑'],
  [[428, 'barrow'], '手推车'],
  [[880, 'unicycle'], '独轮车'],
  [[281, 'tabby'], '虎斑猫'],
  [[282, 'tiger cat'], '虎纹猫'],
  [[287, 'lynx'], '猞猁'],
  [[21, 'kite'], '鸢'],
  [[97, 'drake'], '公鸭'],
  [[242, 'boxer'], '拳师犬'],
  [[673, 'mouse'], '鼠标'],
  [[726, 'plane'], '刨子'],
  [[989, 'hip'], '蔷薇果'],
  [[998, 'ear'], '玉米穗'],
] satisfies [[number, string], string][])('%j is %s', ([index, english], label) => {
  expect(labels[index]?.label).toBe(english);
  expect(chinese[index]?.label).toBe(label);
});
