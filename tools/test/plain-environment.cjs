const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/**
 * jest's own environment, with a global object that is one: of what `vm` makes otherwise every look at a global (`Math`, `Object`, `Buffer`)
 * goes through an interceptor, which makes code that reads files byte by byte ten times slower than it is.
 */
module.exports = class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
};
