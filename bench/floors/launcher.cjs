// What a plain process weighs that keeps others running: Node, a socket to be asked on, the means to start a child.
require('node:child_process');
const { createServer } = require('node:net');

const server = createServer((socket) => socket.end('{}\n'));
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => process.exit(0));
