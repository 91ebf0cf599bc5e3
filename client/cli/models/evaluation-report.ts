import type { Evaluation, NamedConfusion } from '../../../models/evaluate/evaluation.ts';
import type { Accuracy, FailedPicture } from '../../../models/evaluate/tally.ts';
import { duration, percent } from '../../terminal/format.ts';

/** Max number of files listed per error code; `--json` lists all. */
const maxFiles = 5;

/** Formats an evaluation for people. */
export function renderEvaluation(evaluation: Evaluation): string {
  const { model, folder, pictures, top1, top5, throughput, confusions, failures } = evaluation;
  const { picturesPerSecond, seconds } = throughput;
  const resumed = pictures.resumed > 0 ? `, ${count(pictures.resumed)} from earlier runs` : '';
  const lines = [
    `${model.id}, ${model.precision}, on ${folder}`,
    `  answered  ${count(pictures.answered)} of ${plural(pictures.chosen, 'picture')}${resumed}`,
    ...(top1 ? [`  top-1     ${renderAccuracy(top1)}`] : []),
    ...(top5 ? [`  top-5     ${renderAccuracy(top5)}`] : []),
    ...(picturesPerSecond > 0
      ? [`  speed     ${picturesPerSecond.toFixed(1)} pictures per second, ${duration(seconds)}`]
      : []),
    ...renderLeftOut(evaluation),
    ...(confusions.length > 0 ? ['', 'Worst confusions', ...confusions.map(renderConfusion)] : []),
    ...(failures.length > 0 ? ['', ...renderFailures(failures)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function renderAccuracy({ share, low, high }: Accuracy): string {
  const interval = `${percent(low, 2)} to ${percent(high, 2)}`;
  return `${percent(share, 2).padStart(8)}  (95 % interval: ${interval})`;
}

function renderLeftOut({ pictures, rowsWithoutPicture: rows }: Evaluation): string[] {
  const { withoutTruth } = pictures;
  const verb = rows === 1 ? 'has' : 'have';
  return [
    ...(withoutTruth > 0 ? [`  left out  ${plural(withoutTruth, 'picture')} without a class`] : []),
    ...(rows > 0 ? [`  missing   ${plural(rows, 'CSV row')} ${verb} no matching picture`] : []),
  ];
}

function renderConfusion({ truth, said, count: times, examples }: NamedConfusion): string {
  return `  ${count(times)} x  ${nameClass(truth)} → ${nameClass(said)}  (${examples.join(', ')})`;
}

function nameClass({ synset, label }: NamedConfusion['truth']): string {
  return synset === null ? label : `${synset} ${label}`;
}

function renderFailures(failures: readonly FailedPicture[]): string[] {
  const byCode = new Map<string, string[]>();
  for (const { file, code } of failures) {
    const files = byCode.get(code);
    if (files) files.push(file);
    else byCode.set(code, [file]);
  }
  return [...byCode].map(([code, files]) => {
    const more = files.length > maxFiles ? `, and ${count(files.length - maxFiles)} more` : '';
    const named = files.slice(0, maxFiles).join(', ');
    return `${plural(files.length, 'picture')} failed with ${code}: ${named}${more}`;
  });
}

function plural(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
