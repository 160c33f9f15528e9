import { createConsoleClient, type ConsoleSchemas } from '@app/client/console';

export type Status = ConsoleSchemas['Status'];
export type BackupsState = ConsoleSchemas['BackupsState'];
export type ExchangeState = ConsoleSchemas['ExchangeState'];
export type ActivationCode = ConsoleSchemas['ActivationCode'];
export type EnrolmentPreview = ConsoleSchemas['EnrolmentPreview'];
export type Session = ConsoleSchemas['Session'];
export type SecondFactorEnrolment = ConsoleSchemas['SecondFactorEnrolment'];
export type BoxSettings = ConsoleSchemas['BoxSettings'];
export type User = ConsoleSchemas['User'];
export type EmergencyCode = ConsoleSchemas['EmergencyCode'];
export type AuditEntry = ConsoleSchemas['AuditEntry'];
export type LogLine = ConsoleSchemas['LogPage']['lines'][number];
export type OperationMap = ConsoleSchemas['OperationMap'];
export type SlowOperation = ConsoleSchemas['SlowOperations']['slow'][number];
export type Updates = ConsoleSchemas['Updates'];
export type UpdateUnderWay = NonNullable<Updates['underWay']>;
export type EndedUpdate = Updates['history'][number];
export type SupportBundle = ConsoleSchemas['SupportBundle'];

export const api = createConsoleClient({ baseUrl: window.location.origin });
