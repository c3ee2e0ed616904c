import type { Socket } from 'node:net';

/** How it treats the next cards. */
export const TERMINAL_BEHAVIOURS = [
  'approve',
  'decline',
  /** Takes half. */
  'partial',
  /** Takes its time, with signs of life, until `finish`. */
  'slow',
  /** Charges the card and says nothing. */
  'silent',
  /** Charges the card and drops the line before it answers. */
  'dies',
  /** The same, but the card was never charged. */
  'dies-before',
  'answers-twice',
  /** Names the whole card: no till may take that. */
  'tells-all',
  /** Charges cards and declines to give anything back. */
  'keeps',
] as const;
export type TerminalBehaviour = (typeof TERMINAL_BEHAVIOURS)[number];

type Payment = {
  reference: string;
  amount: number;
  state: 'approved' | 'declined' | 'reversed';
  /** A refund: the payment whose card has money back. */
  of?: string;
};
type Question = { do: string; reference: string; amount: number; of?: string };

const ALIVE_EVERY_MS = 300;

/** A terminal that does as it is told; what it charged outlives every line to it. */
export class ScriptedTerminal {
  behaviour: TerminalBehaviour = 'approve';
  /** Deaf to everything, also to questions about what was. */
  isDeaf = false;
  /** What cards were charged, by our reference; one that was asked for twice stands here once. */
  readonly payments = new Map<string, Payment>();
  /** Everything it was asked, oldest first. */
  readonly asked: Question[] = [];
  private readonly inProgress = new Map<string, () => void>();

  /** What customers paid in all, less what was reversed and what they have back. */
  charged(): number {
    return (
      sumOf([...this.payments.values()].filter(({ of }) => of === undefined)) - this.refunded()
    );
  }

  /** What cards have back by refunds; of one payment where it is named. */
  refunded(payment?: string): number {
    return sumOf(
      [...this.payments.values()].filter(({ of }) =>
        payment === undefined ? of !== undefined : of === payment,
      ),
    );
  }

  /** Ends what is slow. */
  finish(): void {
    for (const end of this.inProgress.values()) end();
  }

  hear(socket: Socket, question: Question): void {
    this.asked.push(question);
    if (this.isDeaf) return;
    const { reference } = question;
    if (question.do === 'pay' || question.do === 'refund') return this.pay(socket, question);
    if (question.do === 'cancel') this.inProgress.get(reference)?.();
    if (this.inProgress.has(reference)) return send(socket, { outcome: 'in-progress', reference });
    const answer = question.do === 'reverse' ? this.reverse : answerOf;
    send(socket, answer(reference, this.payments.get(reference)));
  }

  private pay(socket: Socket, question: Question): void {
    const { behaviour } = this;
    const { reference } = question;
    const known = this.payments.get(reference);
    // Asked twice with one reference, the card is charged once.
    if (known !== undefined) return send(socket, answerOf(reference, known));
    if (behaviour === 'dies-before') return void socket.destroy();
    if (behaviour === 'slow') return this.payLater(socket, question);
    const payment = this.charge(question, behaviour);
    if (behaviour === 'silent') return;
    if (behaviour === 'dies') return void socket.destroy();
    const answer = answerOf(reference, payment);
    const told = behaviour === 'tells-all' ? { ...answer, last4: '4111111111111111' } : answer;
    send(socket, told);
    if (behaviour === 'answers-twice') send(socket, told);
  }

  private readonly reverse = (reference: string, payment: Payment | undefined): object => {
    // Where no card was charged there is nothing it could decline to give back.
    if (payment?.state === 'declined') return answerOf(reference, undefined);
    if (payment?.state !== 'approved') return answerOf(reference, payment);
    if (this.behaviour === 'keeps')
      return { outcome: 'declined', reference, reason: 'Not allowed' };
    payment.state = 'reversed';
    return answerOf(reference, payment);
  };

  private payLater(socket: Socket, question: Question): void {
    const { reference } = question;
    const alive = (): void => send(socket, { outcome: 'in-progress', reference });
    alive();
    const life = setInterval(alive, ALIVE_EVERY_MS);
    this.inProgress.set(reference, () => {
      clearInterval(life);
      this.inProgress.delete(reference);
      const isCancelled = this.asked.some(
        (one) => one.do === 'cancel' && one.reference === reference,
      );
      const payment = this.charge(question, isCancelled ? 'decline' : 'approve');
      send(socket, answerOf(reference, payment));
    });
  }

  private charge(question: Question, behaviour: TerminalBehaviour): Payment {
    const { reference, amount, of } = question;
    const taken = behaviour === 'partial' ? Math.max(1, Math.trunc(amount / 2)) : amount;
    const isRefused =
      behaviour === 'decline' || (of !== undefined && !this.canRefund(of, taken, behaviour));
    const state = isRefused ? 'declined' : 'approved';
    const payment: Payment = {
      reference,
      amount: taken,
      state,
      ...(of === undefined ? {} : { of }),
    };
    this.payments.set(reference, payment);
    return payment;
  }

  /** No card has more back than it paid. */
  private canRefund(of: string, amount: number, behaviour: TerminalBehaviour): boolean {
    const payment = this.payments.get(of);
    if (payment?.state !== 'approved' || behaviour === 'keeps') return false;
    return this.refunded(of) + amount <= payment.amount;
  }
}

function sumOf(payments: readonly Payment[]): number {
  return payments.reduce((sum, { state, amount }) => sum + (state === 'approved' ? amount : 0), 0);
}

function send(socket: Socket, answer: object): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
}

function answerOf(reference: string, payment: Payment | undefined): object {
  if (payment === undefined) return { outcome: 'not-found', reference };
  if (payment.state === 'declined') {
    const reason = payment.of === undefined ? 'No money' : 'Not allowed';
    return { outcome: 'declined', reference, reason };
  }
  if (payment.state === 'reversed') return { outcome: 'reversed', reference };
  const { amount } = payment;
  const card = { scheme: 'Visa', last4: '1111', auth: 'A1B2C3', terminal_ref: `T:${reference}` };
  return { outcome: 'approved', reference, amount, ...card };
}
