import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { businessKey, connectionProfile, jobId } from '@app/protocol';
import { z } from 'zod';
import { SCHEDULER_OPERATIONS } from '../../operations';
import { DATABASE } from '../../storage/tokens';
import { channelSchema } from '../definitions/channel-schema';
import { assignProfile, listProfiles, putProfile } from '../definitions/connection-profiles';
import { initialise } from '../definitions/initialise';
import { listJobs, putJob, removeJob } from '../definitions/jobs';
import { parameters, readParameters, setParameters, type Parameters } from '../definitions/parameters';
import { listSubjobs, putSubjob } from '../definitions/subjobs';
import { job, jobListing, subjob, subjobListing } from './answers';

const initialised = z.object({ jobs: z.int(), subjobs: z.int(), schedules: z.int() });
const changes = z.strictObject(parameters.partial().shape);
const jobBody = z.strictObject(job.shape);
const subjobBody = z.strictObject(subjob.shape);
const entityName = z.string().min(1).max(60);
const profile = z.strictObject({ connectionProfileId: businessKey, name: z.string().min(1).max(200), ...connectionProfile.shape });
const assignment = z.strictObject({ connectionProfileId: businessKey.nullable() });
const column = z.object({
  field: z.string(),
  column: z.string(),
  kind: z.enum(['text', 'integer', 'flag', 'list']),
  isRequired: z.boolean(),
});
const schema = z.object({
  schemaVersion: z.int(),
  tables: z.array(
    z.object({
      entity: z.string(),
      table: z.string(),
      scope: z.enum(['group', 'channel']),
      key: z.array(z.string()),
      columns: z.array(column),
    }),
  ),
});

/** What goes down, how, and over which lines. */
@Controller('api/v1/scheduler')
export class DefinitionsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Post('initialise')
  @HttpCode(200)
  @Operation(SCHEDULER_OPERATIONS.initialise)
  @Answers(200, 'How much of the predefined set was missing and is there now', initialised)
  initialise() {
    return initialise(this.database);
  }

  @Get('parameters')
  @Operation(SCHEDULER_OPERATIONS.readParameters)
  @Answers(200, 'The parameters', parameters)
  parameters() {
    return readParameters(this.database.reader);
  }

  @Patch('parameters')
  @Operation(SCHEDULER_OPERATIONS.setParameters)
  @Answers(200, 'The parameters as they are now', parameters)
  setParameters(@Body({ schema: changes }) given: z.output<typeof changes>): Promise<Parameters> {
    return this.database.unitOfWork.run(async (tx) => {
      await setParameters(tx, given);
      return readParameters(tx);
    });
  }

  @Get('channel-schema')
  @Operation(SCHEDULER_OPERATIONS.readChannelSchema)
  @Answers(200, 'Tables and columns of a channel database', schema)
  channelSchema() {
    return channelSchema();
  }

  @Get('jobs')
  @Operation(SCHEDULER_OPERATIONS.listJobs)
  @Answers(200, 'All jobs', z.object({ jobs: z.array(jobListing) }))
  async jobs() {
    return { jobs: await listJobs(this.database.reader) };
  }

  @Put('jobs')
  @HttpCode(204)
  @Operation(SCHEDULER_OPERATIONS.putJob)
  @Answers(204, 'Kept')
  putJob(@Body({ schema: jobBody }) body: z.output<typeof jobBody>): Promise<void> {
    return this.database.unitOfWork.run((tx) => putJob(tx, body));
  }

  @Delete('jobs/:job')
  @HttpCode(204)
  @Operation(SCHEDULER_OPERATIONS.removeJob)
  @Answers(204, 'Removed')
  removeJob(@Param('job', { schema: jobId }) id: string): Promise<void> {
    return this.database.unitOfWork.run((tx) => removeJob(tx, id));
  }

  @Get('subjobs')
  @Operation(SCHEDULER_OPERATIONS.listSubjobs)
  @Answers(200, 'How each entity goes down', z.object({ subjobs: z.array(subjobListing) }))
  async subjobs() {
    return { subjobs: await listSubjobs(this.database.reader) };
  }

  @Put('subjobs/:entity')
  @Operation(SCHEDULER_OPERATIONS.putSubjob)
  @Answers(200, 'The subjob as it is now; boxes get a snapshot of the jobs it touches', subjobListing)
  putSubjob(@Param('entity', { schema: entityName }) entity: string, @Body({ schema: subjobBody }) body: z.output<typeof subjobBody>) {
    return this.database.unitOfWork.run((tx) => putSubjob(tx, { entity, ...body }));
  }

  @Get('connection-profiles')
  @Operation(SCHEDULER_OPERATIONS.listProfiles)
  @Answers(200, 'All connection profiles', z.object({ connectionProfiles: z.array(profile) }))
  async profiles() {
    return { connectionProfiles: await listProfiles(this.database.reader) };
  }

  @Put('connection-profiles')
  @HttpCode(204)
  @Operation(SCHEDULER_OPERATIONS.putProfile)
  @Answers(204, 'Kept; boxes hear of it with their next poll')
  putProfile(@Body({ schema: profile }) body: z.output<typeof profile>): Promise<void> {
    return this.database.unitOfWork.run((tx) => putProfile(tx, body));
  }

  @Put('channel-databases/:channelDatabaseId/connection-profile')
  @HttpCode(204)
  @Operation(SCHEDULER_OPERATIONS.assignProfile)
  @Answers(204, 'Kept')
  assignProfile(
    @Param('channelDatabaseId', { schema: businessKey }) id: string,
    @Body({ schema: assignment }) { connectionProfileId }: z.output<typeof assignment>,
  ): Promise<void> {
    return this.database.unitOfWork.run((tx) => assignProfile(tx, id, connectionProfileId));
  }
}
