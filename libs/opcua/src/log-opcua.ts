import { format, stripVTControlCharacters } from 'node:util';
import { setErrorLogger, setWarningLogger } from 'node-opcua';

type Level = 'debug' | 'warn' | 'error';
type Log = Readonly<Record<Level, (fields: Readonly<{ opcua: string }>, message: string) => void>>;

/** Sends what node-opcua would print on the console to the log, each kind at the level given for it. */
export function logOpcUa(log: Log, levels: Readonly<{ warning: Level; error: Level }>): void {
  setWarningLogger((...parts: readonly unknown[]) => {
    log[levels.warning]({ opcua: plainText(parts) }, 'OPC UA warning');
  });
  setErrorLogger((...parts: readonly unknown[]) => {
    log[levels.error]({ opcua: plainText(parts) }, 'OPC UA error');
  });
}

const plainText = (parts: readonly unknown[]): string => stripVTControlCharacters(format(...parts));
