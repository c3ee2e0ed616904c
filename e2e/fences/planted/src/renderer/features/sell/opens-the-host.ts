// plants: one-door-to-the-host
import { host } from '../../browser-host/browser-host.ts';

export const mine = host;
