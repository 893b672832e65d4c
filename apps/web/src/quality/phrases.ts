import { area } from '../language/phrases.js';
import { en } from './phrases.en.js';
import { nl } from './phrases.nl.js';

export const phrases = area('quality', en, nl);
