import http from 'node:http';

/**
 * Nest imports all of `node:http`, and with that Node loads its own client for browsers' ways, 0.4 MB of source, to have three names
 * to give. Nobody here asks for them. Comes before the first import of Nest.
 */
for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) Reflect.deleteProperty(http, name);
