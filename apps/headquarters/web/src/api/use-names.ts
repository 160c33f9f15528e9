import { outcomeOf } from '@app/web';
import { useCallback, useEffect, useState } from 'react';
import { api, type ChannelDatabase, type Job } from './client';

export interface Names {
  readonly jobs: readonly Job[];
  readonly channelDatabases: readonly ChannelDatabase[];
  readonly nameOfJob: (job: string) => string;
  readonly nameOfDatabase: (channelDatabaseId: string) => string;
  readonly askAgain: () => void;
}

/** Names of jobs and boxes, asked once per page. */
export function useNames(): Names {
  const [jobs, setJobs] = useState<readonly Job[]>([]);
  const [channelDatabases, setDatabases] = useState<readonly ChannelDatabase[]>([]);
  const askAgain = useCallback(() => {
    void outcomeOf(api.GET('/api/v1/scheduler/jobs')).then((found) => found.kind === 'done' && setJobs(found.data?.jobs ?? []));
    void outcomeOf(api.GET('/api/v1/channel-databases')).then(
      (found) => found.kind === 'done' && setDatabases(found.data?.channelDatabases ?? []),
    );
  }, []);
  useEffect(askAgain, [askAgain]);
  return {
    jobs,
    channelDatabases,
    nameOfJob: (job) => jobs.find((one) => one.job === job)?.name ?? job,
    nameOfDatabase: (id) => channelDatabases.find(({ channelDatabaseId }) => channelDatabaseId === id)?.name ?? id,
    askAgain,
  };
}
