import type { ReactNode } from 'react';
import './card-screen.css';

type CardScreenProps = { title: string; lead?: string; children?: ReactNode; className?: string };

/** A screen that asks for one thing, in the middle of the ground. */
export function CardScreen({ title, lead, children, className = '' }: CardScreenProps) {
  return (
    <main className="card-screen">
      <section className={`card ${className}`}>
        <div>
          <h1>{title}</h1>
          {lead === undefined ? undefined : <p className="card-lead">{lead}</p>}
        </div>
        {children}
      </section>
    </main>
  );
}
