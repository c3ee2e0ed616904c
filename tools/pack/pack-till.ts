import path from 'node:path';
import { runTool, tail } from '../test/run-tool.ts';

/** One packed till: where its program and its archive lie. */
export type PackedTill = { platform: string; program: string; archive: string };

/**
 * Packs `dist/` with electron-builder.yml for Linux and Windows into `out`, unpacked folders only:
 * installers need tools that electron-builder downloads. Throws electron-builder's words.
 */
export async function packTills(electron: string, out: string): Promise<readonly PackedTill[]> {
  const args = ['--linux', 'dir', '--win', 'dir', '--x64', '--publish', 'never'];
  const { code, output } = await runTool('node_modules/electron-builder/cli.js', [
    ...args,
    `-c.electronDist=${electron}`,
    `-c.directories.output=${out}`,
  ]);
  if (code !== 0) throw new Error(`electron-builder could not pack:\n${tail(output)}`);
  return [
    packed('linux', path.join(out, 'linux-unpacked'), 'evertill'),
    packed('windows', path.join(out, 'win-unpacked'), 'Evertill.exe'),
  ];
}

const packed = (platform: string, folder: string, program: string): PackedTill => ({
  platform,
  program: path.join(folder, program),
  archive: path.join(folder, 'resources', 'app.asar'),
});
