import {
  amountsText,
  bytesText,
  countText,
  durationText,
  lastDayText,
  limitsOf,
  moneyText,
  registerName,
  sinceText,
  timeText,
} from '@app/appliance';
import type { UnitStatus, Words } from '@app/appliance';
import type { ReactNode } from 'react';
import { Mark, type Tone } from '@app/web';
import classes from './cards.module.css';
import type { Known } from './known';

interface CardProps {
  readonly title: string;
  readonly tone: Tone;
  readonly headline: string;
  readonly children?: ReactNode;
  readonly link?: { readonly href: string; readonly label: string };
}

/** A card without news is quiet: one line that says so. */
function Card({ title, tone, headline, children, link }: CardProps) {
  return (
    <section className={classes.card}>
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.headline}>
        <Mark tone={tone} />
        {headline}
      </p>
      {children && <p className={classes.detail}>{children}</p>}
      {link && (
        <a className={classes.link} href={link.href}>
          {link.label}
        </a>
      )}
    </section>
  );
}

interface FactsProps {
  readonly facts: UnitStatus;
  readonly words: Words;
}

export function Cards({ known }: { known: Known }) {
  const { facts, words, observation } = known;
  if (!facts) return null;
  return (
    <div className={classes.grid} data-old={!observation.isUnitAnswering || undefined}>
      <Headquarters facts={facts} words={words} />
      <MoneyWaiting facts={facts} words={words} />
      <LimitedNow known={known} />
      <CardPaymentsCard facts={facts} words={words} />
      <LastDay facts={facts} words={words} />
      <ThisBox facts={facts} consoleVersion={known.console.version} />
    </div>
  );
}

function Headquarters({ facts: { headquarters, upload }, words }: FactsProps) {
  const { isReachable, since, somethingElseAnswers } = headquarters;
  const down = somethingElseAnswers ? 'Something else answers' : 'Line down';
  return (
    <Card
      title="Headquarters"
      tone={isReachable ? 'good' : 'limited'}
      headline={`${isReachable ? 'Reachable' : down}${sinceText(since, words)}`}
    >
      {!isReachable && 'Tries again by itself.'}
      {isReachable && upload.lastAcknowledgedAt !== null && `Last delivery at ${timeText(upload.lastAcknowledgedAt, words)}.`}
    </Card>
  );
}

function MoneyWaiting({ facts: { upload }, words }: FactsProps) {
  const { waitingCount, waitingAmounts, oldestAt } = upload;
  if (waitingCount === 0) return <Card title="Money waiting" tone="good" headline="Nothing waits for headquarters" />;
  const amounts = amountsText(waitingAmounts, words);
  return (
    <Card title="Money waiting" tone="info" headline={[countText(waitingCount, 'sale'), amounts].filter(Boolean).join(' · ')}>
      {oldestAt !== null && `The oldest waits for ${durationText(words.now - oldestAt)}. `}They are safe on this box.
    </Card>
  );
}

function LimitedNow({ known: { verdict } }: { known: Known }) {
  const limits = [...new Set(verdict.findings.flatMap(limitsOf))];
  if (limits.length === 0) return <Card title="Limited right now" tone="good" headline="Nothing" />;
  const tone = verdict.state === 'not-selling' ? 'bad' : 'limited';
  return <Card title="Limited right now" tone={tone} headline={limits.join(' · ')} />;
}

function CardPaymentsCard({ facts, words }: FactsProps) {
  const { unclear } = facts.cards;
  const [payment] = unclear;
  if (!payment) return <Card title="Cards" tone="good" headline="No payment is unclear" />;
  const register = registerName(facts, payment.channelId, payment.registerId);
  return (
    <Card
      title="Cards"
      tone="limited"
      headline={`${countText(unclear.length, 'payment')} unclear, ${register}`}
      link={{ href: '#/cards', label: 'Resolve' }}
    >
      {moneyText(payment.amount, payment.currency, words)}, since {timeText(payment.startedAt, words)}
    </Card>
  );
}

function LastDay({ facts: { lastDay }, words }: FactsProps) {
  if (!lastDay) return <Card title="Last day" tone="quiet" headline="No day was closed here yet" />;
  const { tone, headline, detail } = lastDayText(lastDay, words);
  return (
    <Card title="Last day" tone={tone} headline={headline}>
      {detail}
    </Card>
  );
}

function ThisBox({ facts: { disk, software }, consoleVersion }: { facts: UnitStatus; consoleVersion: string }) {
  const versions =
    software.version === consoleVersion ? `Version ${software.version}` : `Version ${software.version}, console ${consoleVersion}`;
  return (
    <Card
      title="This box"
      tone={disk.freeBytes < 2e9 ? 'limited' : 'good'}
      headline={`${bytesText(disk.freeBytes)} free of ${bytesText(disk.totalBytes)}`}
    >
      {versions} · store data {bytesText(disk.storeBytes)}
    </Card>
  );
}
