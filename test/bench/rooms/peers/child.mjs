// What every measured server shares: it tells its port, answers questions about its CPU time and memory, and
// ends when the benchmark says so.
export function serve(port, stop) {
  process.send({ type: 'ready', port });
  process.on('message', async (message) => {
    if (message.type === 'usage') {
      if (message.collect) globalThis.gc?.();
      const { user, system } = process.cpuUsage();
      process.send({ type: 'usage', cpu: user + system, rss: process.memoryUsage.rss() });
    } else if (message.type === 'stop') {
      await stop();
      process.exit(0);
    }
  });
  process.on('disconnect', () => process.exit(1));
}
