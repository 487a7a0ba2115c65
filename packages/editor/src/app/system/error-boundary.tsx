/** What is shown when the app itself has a fault: words, and the way on. Text on this device is not touched. */
import { Component, type ReactNode } from 'react';
import { t } from '../messages/messages.ts';

interface Props {
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main id="main" className="system-page" tabIndex={-1}>
        <h1>{t('fault.title')}</h1>
        <p>{t('fault.text')}</p>
        <button type="button" className="button button-primary" onClick={() => location.reload()}>
          {t('fault.reload')}
        </button>
      </main>
    );
  }
}
