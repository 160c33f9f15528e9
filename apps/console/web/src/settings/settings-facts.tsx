import { timeText, type Words } from '@app/appliance';
import { State } from '@app/web';
import type { ReactNode } from 'react';
import type { BoxSettings } from '../api/client';
import { certificateFault } from './certificate-fault';

type Fact = readonly [name: string, value: ReactNode];

export function networkFacts({ registers, console, headquarters, proxy }: BoxSettings, words: Words): Fact[] {
  return [
    ['Registers', <Addresses key="registers" door={registers} words={words} />],
    ['This console', <Addresses key="console" door={console} words={words} />],
    ['Headquarters', headquarters ? new URL(headquarters.url).host : 'This box does not belong to a store yet.'],
    ['Proxy', proxy ? `${proxy.address}${proxy.hasCredentials ? ', with a password' : ''}` : 'None'],
  ];
}

export function monitoringFacts({ monitoring: { hasToken, alerts, heartbeat }, registers }: BoxSettings, words: Words): Fact[] {
  const [address = 'http://127.0.0.1'] = registers.addresses;
  return [
    ['Figures', `${address}/metrics${hasToken ? ', money with the token of monitoring' : ', without money: there is no token for it'}`],
    ['Alerts', alertsText(alerts)],
    ['Heartbeat', heartbeatText(heartbeat, words)],
  ];
}

export function versionFacts({ versions }: BoxSettings): Fact[] {
  return [
    ['Scale unit', versions.scaleUnit ?? 'Has not answered yet'],
    ['Console', versions.console],
    ['Node', versions.node],
  ];
}

/** Where to reach a door; its certificate is worth a word only when something is wrong with it. */
function Addresses({ door, words }: { door: BoxSettings['registers']; words: Words }) {
  const fault = certificateFault(door, words);
  if (door.addresses.length === 0) return 'Only from this machine itself';
  return (
    <>
      {door.addresses.map((address) => (
        <div key={address}>{address}</div>
      ))}
      {fault && <State tone="bad" word={fault} />}
    </>
  );
}

function alertsText(alerts: BoxSettings['monitoring']['alerts']): string {
  if (!alerts) return 'Nobody is told';
  const waiting = alerts.waitingCount === 0 ? '' : `; ${alerts.waitingCount} could not be told yet`;
  return `To ${alerts.to}${alerts.hasToken ? ', with a token' : ''}${waiting}`;
}

function heartbeatText(heartbeat: BoxSettings['monitoring']['heartbeat'], words: Words): string {
  if (!heartbeat || heartbeat.outcome === 'not-enrolled') return 'None yet';
  const time = timeText(heartbeat.at, words);
  return heartbeat.outcome === 'sent' ? `Headquarters took the one of ${time}` : `Headquarters did not take the one of ${time}`;
}
