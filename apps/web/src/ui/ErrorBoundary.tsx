import { Component, type ReactNode } from 'react';

type Props = Readonly<{
  children: ReactNode;
  /** What is shown instead; `onRetry` renders the children again. */
  fallback: (onRetry: () => void) => ReactNode;
  /** When this changes, the children are rendered again. */
  resetKey?: unknown;
}>;

/** Contains the failure of one part of a page: a broken chart does not take the Confirm button with it. */
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
