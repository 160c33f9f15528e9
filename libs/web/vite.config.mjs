import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const LIBS = `${import.meta.dirname}/../`;

/** How the pages of every app are built. */
export default defineConfig({
  plugins: [react()],
  base: './',
  resolve: {
    alias: [
      { find: /^@app\/client\/([^/]+)$/, replacement: `${LIBS}client/src/$1` },
      { find: /^@app\/([^/]+)$/, replacement: `${LIBS}$1/src` },
    ],
  },
  // A browser fetches everything from the app itself: no source maps, and one stylesheet.
  build: { target: 'es2022', cssCodeSplit: false },
});
