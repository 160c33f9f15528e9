import { createHeadquartersClient, type HeadquartersAnswer } from '@app/client/headquarters';

export type Session = HeadquartersAnswer<'/api/v1/scheduler/sessions'>['sessions'][number];
export type Schedule = HeadquartersAnswer<'/api/v1/scheduler/schedules'>['schedules'][number];
export type Run = HeadquartersAnswer<'/api/v1/scheduler/runs'>['runs'][number];
export type Job = HeadquartersAnswer<'/api/v1/scheduler/jobs'>['jobs'][number];
export type Segment = HeadquartersAnswer<'/api/v1/scheduler/packages/{packageId}'>['segments'][number];
export type ChannelDatabase = HeadquartersAnswer<'/api/v1/channel-databases'>['channelDatabases'][number];

export const api = createHeadquartersClient({ baseUrl: window.location.origin });
