import chelsea from '../../../models/samples/small/chelsea.jpg';
import china from '../../../models/samples/small/china.jpg';
import coffee from '../../../models/samples/small/coffee.jpg';
import flower from '../../../models/samples/small/flower.jpg';
import rocket from '../../../models/samples/small/rocket.jpg';
import { announce } from '../dom/announce.ts';
import { find } from '../dom/query.ts';
import type { Intake } from '../state/intake.ts';
import { watchLanguage, words } from '../text/language.ts';

/** URLs of the sample pictures in the built page. */
const samples = { coffee, chelsea, china, flower, rocket } as const;
type Sample = keyof typeof samples;

/** Shows the sample pictures; a clicked one is added like any file. */
export function setUpSamples(intake: Intake): void {
  const buttons = [...find('#samples').querySelectorAll('button')];
  const describe = () => {
    for (const button of buttons) {
      find<HTMLImageElement>('img', button).alt = words().sampleNames[getName(button)];
    }
  };
  for (const button of buttons) {
    find<HTMLImageElement>('img', button).src = samples[getName(button)];
    button.addEventListener('click', () => {
      void add(getName(button), intake).catch(() =>
        announce(words().errors.UNREACHABLE(location.host)),
      );
    });
  }
  watchLanguage(describe);
  describe();
}

async function add(name: Sample, intake: Intake): Promise<void> {
  const path = samples[name];
  const picture = await (await fetch(path)).blob();
  const file = new File([picture], `${name}.jpg`, { type: picture.type });
  intake.add([{ name: file.name, source: { kind: 'file', file, sample: path } }]);
}

function getName(button: HTMLElement): Sample {
  return button.dataset.sample as Sample;
}
