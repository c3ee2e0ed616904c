import { createServer, type Socket } from 'node:net';

/** A letter as a mail server takes it: who from, who to, and all its lines. */
export type TakenLetter = { from: string; to: string[]; data: string };
/** What it answers at a step, in place of yes; undefined is yes. */
export type SmtpAnswers = Partial<Record<'MAIL' | 'RCPT' | 'DATA', string>>;

/** A mail server on this machine that says what a test wants and keeps what it takes. */
export async function listenForMail(answers: SmtpAnswers = {}) {
  const letters: TakenLetter[] = [];
  const server = createServer((socket) => converse(socket, letters, answers));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    answers,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function converse(socket: Socket, letters: TakenLetter[], answers: SmtpAnswers): void {
  let held = '';
  let letter: TakenLetter = { from: '', to: [], data: '' };
  let isData = false;
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const hear = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<(.*)>/.exec(line)?.[1] ?? '';
    if (verb === 'EHLO' || verb === 'HELO') say('250 test');
    else if (verb === 'MAIL') {
      letter = { from: address, to: [], data: '' };
      say(answers.MAIL ?? '250 ok');
    } else if (verb === 'RCPT') {
      if (answers.RCPT === undefined) letter.to.push(address);
      say(answers.RCPT ?? '250 ok');
    } else if (verb === 'DATA') {
      isData = true;
      say('354 go on');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else say('250 ok');
  };
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    held += bytes.toString('latin1');
    for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
      const line = held.slice(0, end);
      held = held.slice(end + 2);
      if (!isData) hear(line);
      else if (line === '.') {
        isData = false;
        if (answers.DATA === undefined) letters.push(letter);
        say(answers.DATA ?? '250 taken');
      } else letter.data += `${line.replace(/^\.\./, '.')}\n`;
    }
  });
  say('220 test');
}
