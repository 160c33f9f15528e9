import {
  acknowledge,
  adoptFork,
  findBox,
  markSuperseded,
  presentAcknowledged,
  raiseAlarm,
  supersedeBox,
  uploadHeadAt,
  uploadRange,
  uploadStates,
  type UploadState,
} from '@app/channel-db';
