/** Processor time that this thread has taken so far, seconds: what else the machine does meanwhile does not count. */
export function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
