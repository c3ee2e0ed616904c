import { Component, type ReactNode } from 'react';
import { Button } from '../shared/ui/button.tsx';
import { CardScreen } from '../shared/ui/card-screen.tsx';
import { say } from '../shared/words/say.ts';

type Props = { restart: () => void; children: ReactNode };
type State = { detail: string | undefined };

/** Under every screen: a bug of a screen's costs a reload, never a sale. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { detail: undefined };

  static getDerivedStateFromError(thrown: unknown): State {
    return { detail: String(thrown) };
  }

  override render(): ReactNode {
    const { detail } = this.state;
    if (detail === undefined) return this.props.children;
    return (
      <CardScreen
        title={say('This screen stopped')}
        lead={say(
          'Every finished sale is stored, and the open basket is kept. Load the screen again to go on.',
        )}
      >
        <Button look="primary" className="card-action" autoFocus onPress={this.props.restart}>
          {say('Load the screen again')}
        </Button>
        <p className="card-lead">{say('For the store’s IT: {detail}', { detail })}</p>
      </CardScreen>
    );
  }
}
