import 'reflect-metadata';
import { runWorker } from './serve.js';

await runWorker();
