/** Exit codes of the command line: stable, for scripts. */
export const exitCodes = {
  ok: 0,
  /** The file was read and refused; nothing was imported. */
  refused: 1,
  /** The command or the settings are wrong. */
  usage: 2,
  /** The server cannot be reached, or the store is in use or cannot be opened. */
  unavailable: 3,
  /** Anything unexpected: a fault of the software. */
  fault: 70,
} as const;

export const exitCodesHelp = `
Exit codes:
  0   done
  1   the file was refused; nothing of it was kept
  2   the command or a setting is wrong
  3   the server cannot be reached, or the store is in use or cannot be opened
  70  a fault of the software`;

/** Ends a command with a sentence for its user. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
