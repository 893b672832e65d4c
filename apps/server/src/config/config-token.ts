/** Where a feature finds the settings of this process (type Config in config.ts). */
export const CONFIG = Symbol('config');
