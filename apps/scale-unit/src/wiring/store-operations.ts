/** Token of what shifts and payments work with (`Store` of @app/store-operations). */
export const OPERATING_STORE = 'scale-unit:operating-store';
/** Token of where events wait that no register is answered for (`LaterAudit` of @app/store-operations). */
export const LATER_AUDIT = 'scale-unit:later-audit';
