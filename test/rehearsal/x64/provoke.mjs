// Loaded before the function: creates promises that nobody awaits, on demand.

process.on('SIGUSR2', () => {
  Promise.reject(new Error('nobody awaits this'));
});

process.on('SIGHUP', async () => {
  await new Promise(() => {});
});
