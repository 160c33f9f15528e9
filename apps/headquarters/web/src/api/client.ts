import { createHeadquartersClient, type HeadquartersAnswer } from '@app/client/headquarters';

/** A code for a box, with where it leads. */
export interface IssuedCode {
  readonly line: string;
  readonly expiresAt: number;
}

export type Session = HeadquartersAnswer<'/api/v1/scheduler/sessions'>['sessions'][number];
export type Schedule = HeadquartersAnswer<'/api/v1/scheduler/schedules'>['schedules'][number];
export type Run = HeadquartersAnswer<'/api/v1/scheduler/runs'>['runs'][number];
export type Job = HeadquartersAnswer<'/api/v1/scheduler/jobs'>['jobs'][number];
export type Segment = HeadquartersAnswer<'/api/v1/scheduler/packages/{packageId}'>['segments'][number];
export type ChannelDatabase = HeadquartersAnswer<'/api/v1/channel-databases'>['channelDatabases'][number];
export type Box = HeadquartersAnswer<'/api/v1/boxes'>['boxes'][number];
export type FleetCause = HeadquartersAnswer<'/api/v1/fleet/causes'>['causes'][number];
export type Alarm = HeadquartersAnswer<'/api/v1/alarms'>['alarms'][number];
export type InboxFile = HeadquartersAnswer<'/api/v1/inbox-files'>['files'][number];
export type Rollout = HeadquartersAnswer<'/api/v1/rollouts'>['rollouts'][number];
export type RolloutDetails = HeadquartersAnswer<'/api/v1/rollouts/{rolloutId}'>;
export type RolloutBox = HeadquartersAnswer<'/api/v1/rollouts/{rolloutId}/boxes'>['boxes'][number];
export type Subjob = HeadquartersAnswer<'/api/v1/scheduler/subjobs'>['subjobs'][number];
export type Profile = HeadquartersAnswer<'/api/v1/scheduler/connection-profiles'>['connectionProfiles'][number];

export const api = createHeadquartersClient({ baseUrl: window.location.origin });
