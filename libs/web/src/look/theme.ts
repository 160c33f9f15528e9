import { createTheme } from '@mantine/core';

/** Colours, spacing and type are Mantine's own; what our pages say differently stands in page.css. */
export const theme = createTheme({
  primaryColor: 'blue',
  cursorType: 'pointer',
  respectReducedMotion: true,
  defaultRadius: 'md',
  // Every field here is required: a star at each says nothing.
  components: { InputWrapper: { defaultProps: { withAsterisk: false } } },
});
