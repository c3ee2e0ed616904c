// plants: console-is-a-page
import { app } from '../src/app.ts';

export const theirs = app;
