export function serve(port: number, stop: () => Promise<void>): void;
