import 'reflect-metadata';
import { work } from './serve.js';

await work();
