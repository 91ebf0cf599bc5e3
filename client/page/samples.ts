import { find } from './find.ts';
import type { Intake } from './intake.ts';
import { words } from './language.ts';
import chelsea from './samples/chelsea.jpg';
import china from './samples/china.jpg';
import coffee from './samples/coffee.jpg';
import flower from './samples/flower.jpg';
import rocket from './samples/rocket.jpg';

/** The built page's addresses of the sample pictures. */
const samples = { coffee, chelsea, china, flower, rocket } as const;

/** Offers the sample pictures; one that is clicked goes the way of any file. */
export function offerSamples(intake: Intake): void {
  for (const button of find('#samples').querySelectorAll('button')) {
    const name = button.dataset.sample as keyof typeof samples;
    const path = new URL(samples[name], location.href).pathname;
    const image = find<HTMLImageElement>('img', button);
    image.src = path;
    button.addEventListener('click', async () => {
      const picture = await (await fetch(path)).blob();
      const file = new File([picture], `${name}.jpg`, { type: picture.type });
      intake.add([{ name: file.name, source: { kind: 'file', file, sample: path } }]);
    });
  }
}

/** What the samples show, in the page's language. */
export function saySamples(): void {
  for (const image of find('#samples').querySelectorAll('img')) {
    const name = image.closest('button')?.dataset.sample as keyof typeof samples;
    image.alt = words().sampleNames[name];
  }
}
