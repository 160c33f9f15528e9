import { Inject, Module, type BeforeApplicationShutdown, type FactoryProvider, type OnApplicationBootstrap } from '@nestjs/common';
import type { TenderAttempt } from '@app/channel-db';
import type { Database } from '@app/database';
import { EventHub } from '@app/platform';
import { Accounts as RealTimeAccounts } from '@app/real-time';
import {
  ACCOUNTS, AttemptCalls, AttemptOutcomes, CARD_TERMINAL, HttpCardTerminal, moversOf, ResolveInBackground, TenderAttempts,
  type Accounts, type CardTerminal, type LaterAudit, type Store,
} from '@app/store-operations'; // prettier-ignore
import { SETTINGS, type UnitSettings } from '../config';
import { BalancesController } from '../accounts/balances.controller';
import { GiftCardLinesController } from '../accounts/gift-card-lines.controller';
import { RealTimeModule } from '../real-time/real-time.module';
import { accountPort } from '../wiring/account-port';
import { LOG, STORE, type UnitParts } from '../wiring/parts';
import { LATER_AUDIT, OPERATING_STORE } from '../wiring/store-operations';
import { DecisionsController } from './decisions.controller';
import { GiveBackService } from './give-back.service';
import { TenderAttemptsController } from './tender-attempts.controller';

/** Giving back and questions need nobody at the terminal. */
const ASK_DEADLINE_MS = 10_000;
/** However impatient the store is with customers, a terminal gets this long to look something up. */
const SHORTEST_MS = 2_000;

const providers: FactoryProvider[] = [
  {
    provide: CARD_TERMINAL,
    inject: [SETTINGS],
    useFactory: ({ terminalUrl, terminalDeadlineSeconds }: UnitSettings) => {
      const payDeadlineMs = terminalDeadlineSeconds * 1000;
      return new HttpCardTerminal({
        url: terminalUrl,
        payDeadlineMs,
        askDeadlineMs: Math.min(ASK_DEADLINE_MS, Math.max(SHORTEST_MS, payDeadlineMs)),
      });
    },
  },
  { provide: ACCOUNTS, inject: [RealTimeAccounts], useFactory: accountPort },
  {
    provide: AttemptCalls,
    inject: [OPERATING_STORE, CARD_TERMINAL, ACCOUNTS, EventHub],
    useFactory: (store: Store, terminal: CardTerminal, accounts: Accounts, events: EventHub) =>
      new AttemptCalls(store, moversOf(terminal, accounts), (attempt) => events.publish(changeOf(attempt))),
  },
  {
    provide: TenderAttempts,
    inject: [OPERATING_STORE, AttemptCalls],
    useFactory: (store: Store, calls: AttemptCalls) => new TenderAttempts(store, calls),
  },
  {
    provide: AttemptOutcomes,
    inject: [OPERATING_STORE, AttemptCalls, LATER_AUDIT],
    useFactory: (store: Store, calls: AttemptCalls, audit: LaterAudit) => new AttemptOutcomes(store, calls, audit),
  },
  {
    provide: GiveBackService,
    inject: [STORE, TenderAttempts, LOG],
    useFactory: (store: Database, attempts: TenderAttempts, log: UnitParts['log']) =>
      new GiveBackService(store, attempts, (err) => log.warn({ err }, 'a gift card could not be withdrawn')),
  },
  {
    provide: ResolveInBackground,
    inject: [OPERATING_STORE, AttemptCalls, LOG],
    useFactory: (store: Store, calls: AttemptCalls, log: UnitParts['log']) =>
      new ResolveInBackground(store, calls, (err) => log.error({ err }, 'unclear payments could not be asked about')),
  },
];

const changeOf = ({ cartId, attemptId, state, channelId }: TenderAttempt) => ({
  resource: `carts/${cartId}/tender-attempts/${attemptId}`,
  version: state,
  channelId,
});

/** Payments that leave the box, and the questions about those whose answer was lost. */
@Module({
  imports: [RealTimeModule],
  controllers: [TenderAttemptsController, DecisionsController, BalancesController, GiftCardLinesController],
  providers,
  exports: [TenderAttempts, GiveBackService],
})
export class TenderAttemptsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(ResolveInBackground) private readonly background: ResolveInBackground) {}

  onApplicationBootstrap(): void {
    this.background.start();
  }

  beforeApplicationShutdown(): void {
    this.background.stop();
  }
}
