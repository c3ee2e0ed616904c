// plants: e2e-is-real
import { setupServer } from 'msw';

export const server = setupServer;
