// Replaces a program: reports its arguments to the fake AWS, and exits with the code of the response.
const [program, url, ...args] = process.argv.slice(2);
const response = await fetch(`${url}/run`, {
  method: 'POST',
  body: JSON.stringify({ program, args, region: process.env.AWS_REGION ?? '' }),
});
process.exitCode = Number(await response.text());
