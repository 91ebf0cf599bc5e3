import chelsea from '../../../models/samples/small/chelsea.jpg';
import china from '../../../models/samples/small/china.jpg';
import coffee from '../../../models/samples/small/coffee.jpg';
import flower from '../../../models/samples/small/flower.jpg';
import rocket from '../../../models/samples/small/rocket.jpg';
import { announce } from '../dom/announce.ts';
import { find } from '../dom/query.ts';
import type { Intake } from '../state/intake.ts';
import { watchLanguage, words } from '../text/language.ts';

/** Paths of the sample pictures in the built page. */
const samples = { coffee, chelsea, china, flower, rocket } as const;
type Sample = keyof typeof samples;

/** Offers the sample pictures; one that is clicked goes the way of any file. */
export function setUpSamples(intake: Intake): void {
  const buttons = [...find('#samples').querySelectorAll('button')];
  const say = () => {
    for (const button of buttons) {
      find<HTMLImageElement>('img', button).alt = words().sampleNames[nameOf(button)];
    }
  };
  for (const button of buttons) {
    find<HTMLImageElement>('img', button).src = samples[nameOf(button)];
    button.addEventListener('click', () => {
      void add(nameOf(button), intake).catch(() =>
        announce(words().faults.UNREACHABLE(location.host)),
      );
    });
  }
  watchLanguage(say);
  say();
}

async function add(name: Sample, intake: Intake): Promise<void> {
  const path = samples[name];
  const picture = await (await fetch(path)).blob();
  const file = new File([picture], `${name}.jpg`, { type: picture.type });
  intake.add([{ name: file.name, source: { kind: 'file', file, sample: path } }]);
}

function nameOf(button: HTMLElement): Sample {
  return button.dataset.sample as Sample;
}
