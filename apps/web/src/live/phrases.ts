import { definePhrases } from '../language/phrases.js';
import { en } from './phrases.en.js';
import { nl } from './phrases.nl.js';

export const livePhrases = definePhrases('live', en, nl);
