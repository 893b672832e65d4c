import { Component, type ReactNode } from 'react';

type Props = Readonly<{ children: ReactNode; broken: ReactNode }>;

/** A part that breaks says so in its own place; a broken chart never takes the Confirm button with it. */
export class Region extends Component<Props, Readonly<{ failed: boolean }>> {
  override state = { failed: false };

  static getDerivedStateFromError(): Readonly<{ failed: boolean }> {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.broken : this.props.children;
  }
}
