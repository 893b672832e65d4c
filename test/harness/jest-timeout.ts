import { jest } from '@jest/globals';

/** A Jest project has no option for the timeout of its tests; this sets it. */
jest.setTimeout(60_000);
