// plants: no-tests-in-production
import { http } from 'msw';

export const mock = http;
