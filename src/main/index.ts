import { app } from 'electron';
import { heldLaunch } from './launch/launch.ts';
import { launchTill } from './launch/launch-till.ts';
import { startTill } from './start-till.ts';

// Whoever starts first chooses the build; a build that was chosen runs.
const launch = heldLaunch();
if (launch === undefined) launchTill(app, process.env, startTill);
else startTill(launch);
