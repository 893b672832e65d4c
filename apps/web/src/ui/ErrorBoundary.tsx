import { Component, type ReactNode } from 'react';

type Props = Readonly<{
  children: ReactNode;
  /** What stands there instead; `onAgain` draws the part anew. */
  fallback: (onRetry: () => void) => ReactNode;
  /** What the part shows: when that is another, it is drawn anew by itself. */
  resetKey?: unknown;
}>;

/** A part that breaks says so in its own place; a broken chart never takes the Confirm button with it. */
export class ErrorBoundary extends Component<Props, Readonly<{ failed: boolean }>> {
  override state = { failed: false };

  static getDerivedStateFromError(): Readonly<{ failed: boolean }> {
    return { failed: true };
  }

  override componentDidUpdate(previous: Props): void {
    if (this.state.failed && previous.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback(() => this.setState({ failed: false })) : this.props.children;
  }
}
