import { jest } from '@jest/globals';

/** testTimeout is no option of a Jest project; this is the documented way to set it for one. */
jest.setTimeout(60_000);
