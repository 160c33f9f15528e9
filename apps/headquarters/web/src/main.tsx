import { renderPage } from '@app/web';
import { App } from './app';

renderPage(<App />);
