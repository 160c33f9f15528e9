/** Token of what shifts and payments work with (`Store` of @app/store-operations). */
export const OPERATING_STORE = 'scale-unit:operating-store';
