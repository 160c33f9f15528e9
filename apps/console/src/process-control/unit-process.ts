/** Name of the scale unit's process at the launcher. */
export const UNIT_PROCESS = 'scale-unit';
