import { Component, type ReactNode } from 'react';

type Props = Readonly<{
  children: ReactNode;
  /** What stands there instead; `onAgain` draws the part anew. */
  broken: (onAgain: () => void) => ReactNode;
  /** What the part shows: when that is another, it is drawn anew by itself. */
  shows?: unknown;
}>;

/** A part that breaks says so in its own place; a broken chart never takes the Confirm button with it. */
export class Region extends Component<Props, Readonly<{ failed: boolean }>> {
  override state = { failed: false };

  static getDerivedStateFromError(): Readonly<{ failed: boolean }> {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.shows !== this.props.shows) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.broken(() => this.setState({ failed: false })) : this.props.children;
  }
}
