/** Token of both directions of the exchange with headquarters. */
export const EXCHANGE = 'scale-unit:exchange';
