// Loaded before the function: promises that nobody waits for, on demand.

process.on('SIGUSR2', () => {
  Promise.reject(new Error('nobody waits for this'));
});

process.on('SIGHUP', async () => {
  await new Promise(() => {});
});
