// Stands in for a program: tells the fake AWS how it was run, and ends with the code that it is told.
const [program, url, ...args] = process.argv.slice(2);
const answer = await fetch(`${url}/run`, {
  method: 'POST',
  body: JSON.stringify({ program, args, region: process.env.AWS_REGION ?? '' }),
});
process.exitCode = Number(await answer.text());
