import { MantineProvider } from '@mantine/core';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles';
import { theme } from './theme';

/** Puts an app on its page. */
export function renderPage(app: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no root element');
  // The policy of the page allows no inline styles: Mantine's variables come from its stylesheet instead.
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        {app}
      </MantineProvider>
    </StrictMode>,
  );
}
