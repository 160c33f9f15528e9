import { judge, ownObservation, type UnitStatus } from '@app/appliance';

/** What a box would say is wrong with it, first what matters most. */
export const findingsIn = (status: object): string[] => judge(ownObservation(status as UnitStatus)).findings.map(({ code }) => code);
