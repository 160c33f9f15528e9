// Applies what its parent sends, as the worker of the built unit does, in a process that a test can kill.
const { apply } = require('../../../dist/libs/async-client/src/index.js');

process.once('message', (request) => {
  process.send('begun');
  void apply(request).then(() => process.disconnect());
});
