// Loaded into a server before anything else: each SIGUSR2 sets its clock to another time, as
// `date --set` does for a whole machine.

const TrueDate = Date;
/** Years from the true time, one after the other. */
const shifts = [-30, 10, 0];
let shiftMs = 0;

globalThis.Date = class extends TrueDate {
  constructor(...args) {
    if (args.length > 0) super(...args);
    else super(TrueDate.now() + shiftMs);
  }

  static now() {
    return TrueDate.now() + shiftMs;
  }
};

process.on('SIGUSR2', () => {
  const years = shifts.shift() ?? 0;
  shiftMs = years * 365 * 86_400_000;
  process.stderr.write(`The clock is set ${years} years from the true time.\n`);
});
