import { setTimeout as pause } from 'node:timers/promises';
import type { Subscription } from 'rxjs';
import { EventHub, type SentEvent } from './event-hub';

const subscriptions: Subscription[] = [];
afterEach(() => subscriptions.splice(0).forEach((subscription) => subscription.unsubscribe()));

function listen(hub: EventHub, lastEventId?: string, concerns = () => true): SentEvent[] {
  const heard: SentEvent[] = [];
  subscriptions.push(hub.stream(lastEventId, concerns).subscribe((event) => heard.push(event)));
  return heard;
}
const changes = (heard: readonly SentEvent[]) =>
  heard.filter(({ type }) => type !== 'heartbeat').map(({ type, data }) => [type, JSON.parse(data).resource]);

describe('the event hub', () => {
  it('tells a change once to whom it concerns', () => {
    const hub = new EventHub();
    const [all, none] = [listen(hub), listen(hub, undefined, () => false)];
    hub.publish({ resource: 'catalog', version: 7 });
    expect(changes(all)).toEqual([['change', 'catalog']]);
    expect(changes(none)).toEqual([]);
  });

  it('repeats what a client missed', () => {
    const hub = new EventHub();
    const first = listen(hub);
    hub.publish({ resource: 'a', version: 1 });
    const seen = first.at(-1)?.id;
    hub.publish({ resource: 'b', version: 1 });
    hub.publish({ resource: 'c', version: 1 });
    expect(changes(listen(hub, seen))).toEqual([['change', 'b'], ['change', 'c']]); // prettier-ignore
  });

  it('asks for a resync when what was missed is not known any more, or was before a restart', () => {
    const hub = new EventHub({ replayCount: 2 });
    const start = listen(hub).at(0)?.id;
    for (const resource of ['a', 'b', 'c']) hub.publish({ resource, version: 1 });
    expect(changes(listen(hub, start))).toEqual([['resync', undefined]]);
    expect(changes(listen(new EventHub(), start))).toEqual([['resync', undefined]]);
    expect(changes(listen(hub, 'rubbish'))).toEqual([['resync', undefined]]);
  });

  it('sends heartbeats and forgets who went away', async () => {
    const hub = new EventHub({ heartbeatMs: 5 });
    const heard = listen(hub);
    await pause(40);
    expect(heard.filter(({ type }) => type === 'heartbeat').length).toBeGreaterThan(2);
    subscriptions.splice(0).forEach((subscription) => subscription.unsubscribe());
    expect(hub.listenerCount).toBe(0);
  });

  it('ends every stream when it closes', () => {
    const hub = new EventHub();
    let hasEnded = false;
    subscriptions.push(hub.stream(undefined, () => true).subscribe({ complete: () => (hasEnded = true) }));
    hub.close();
    expect([hasEnded, hub.listenerCount]).toEqual([true, 0]);
  });
});
