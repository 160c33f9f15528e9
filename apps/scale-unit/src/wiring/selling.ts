/** Token of the `Selling` services of @app/carts. */
export const SELLING = 'scale-unit:selling';
