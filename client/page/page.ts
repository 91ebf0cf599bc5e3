import { acceptAddress } from './accept-address.ts';
import { acceptDropped } from './accept-dropped.ts';
import { acceptChosen, acceptPasted } from './accept-files.ts';
import { showAbout } from './about.ts';
import { offerCode } from './code-dialog.ts';
import { find } from './find.ts';
import { answerOf } from './frame.ts';
import { keepHistory } from './history.ts';
import { createIntake } from './intake.ts';
import { listenToKeys } from './keys.ts';
import { needLabels, watchLabels } from './labels.ts';
import { sayPage, switchLanguage } from './language.ts';
import { offerLight } from './light.ts';
import { showLoupe } from './loupe.ts';
import { Roll } from './roll.ts';
import { reportProgress } from './report.ts';
import { offerSamples } from './samples.ts';
import { showSheetHead } from './sheet-head.ts';
import { showStrip } from './strip.ts';
import { followRoll } from './view.ts';
import { showWhere } from './where.ts';

const roll = new Roll();
const intake = createIntake(roll);

sayPage();
