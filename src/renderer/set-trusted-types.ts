import { admitOwnScriptsOnly } from './trusted-types.ts';

// Imported before all else, because the first worker is made while modules load.
admitOwnScriptsOnly(window);
