import { runningDemos, type ControlFile } from './control-file.ts';
import type { ControlReply } from './control-server.ts';
import { badInput, DemoError } from './demo-error.ts';
import { demoHome } from './demo-home.ts';

/** The running demo a command means; throws one line where there is none or it could be two. */
export function runningDemo(region: string | undefined): ControlFile {
  const running = runningDemos(demoHome());
  const found = running.filter((demo) => region === undefined || demo.region === region);
  const [first, second] = found;
  if (first === undefined) {
    const which = region === undefined ? 'the demo' : `the demo region ${region}`;
    throw new DemoError(`${which} is not running: start it with npm start`);
  }
  if (second !== undefined)
    throw badInput(
      `two regions run: add --region ${found.map((d) => d.region).join(' or --region ')}`,
    );
  return first;
}

/** Asks the running demo; its refusal comes back as the same one line. */
export async function askDemo<T>(
  demo: ControlFile,
  verb: string,
  args: Record<string, string> = {},
): Promise<T> {
  const answer = await send(demo, JSON.stringify({ verb, args }));
  if (!answer.ok) throw new DemoError(answer.line, answer.exit);
  return answer.answer as T;
}

async function send({ port, token }: ControlFile, body: string): Promise<ControlReply> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
    return (await answer.json()) as ControlReply;
  } catch {
    throw new DemoError('the demo does not answer: start it again with npm start');
  }
}
