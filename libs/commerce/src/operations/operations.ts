import { COMMERCE_OPERATIONS } from './commerce-operations';
import { MANAGEMENT_OPERATIONS } from './management-operations';
import { read } from './define-operation';

const probes = {
  showLiveness: read({ id: 'probe.live', summary: 'The process runs', caller: 'anonymous' }),
  showReadiness: read({ id: 'probe.ready', summary: 'The box can sell', caller: 'anonymous' }),
  showHealth: read({ id: 'probe.health', summary: 'Both in one answer', caller: 'anonymous' }),
  showMetrics: read({ id: 'probe.metrics', summary: 'Figures for monitoring', caller: 'anonymous' }),
};

/** The operation registry of the scale unit: guards, audit, documentation and the live operation map read it. */
export const OPERATIONS = { ...probes, ...COMMERCE_OPERATIONS, ...MANAGEMENT_OPERATIONS };
