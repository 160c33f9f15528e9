import { z } from 'zod';
import { flagSetting, listSettings, parseSettings, portSetting, setting, shownSettings } from './settings';
import { Secret, secretText } from './secret';

const schema = z.strictObject({
  port: setting(portSetting.default(7443), { env: 'UNIT_PORT', description: 'Port on the LAN.' }),
  password: setting(secretText.optional(), { env: 'UNIT_PASSWORD', description: 'Password.', isSensitive: true }),
  isVerbose: setting(flagSetting.default(false), { env: 'UNIT_VERBOSE', description: 'More log lines.' }),
});

describe('settings', () => {
  it('are read once into a frozen object, with defaults', () => {
    const settings = parseSettings(schema, { UNIT_PORT: '8000', UNIT_VERBOSE: 'true', PATH: '/bin' }, 'UNIT_');
    expect(settings).toEqual({ port: 8000, isVerbose: true });
    expect(Object.isFrozen(settings)).toBe(true);
  });

  it('name every failure at once and never show a value', () => {
    const read = () => parseSettings(schema, { UNIT_PORT: 'hunter2', UNIT_VERBOSE: 'hunter2', UNIT_PROT: 'hunter2' }, 'UNIT_');
    expect(read).toThrow(/UNIT_PROT: there is no such setting[^]*UNIT_PORT: [^]*UNIT_VERBOSE: /);
    expect(read).not.toThrow(/hunter2/);
  });

  it('take an empty text as absent', () => {
    expect(parseSettings(schema, { UNIT_PASSWORD: '' }, 'UNIT_')).not.toHaveProperty('password');
  });

  it('show to who helps only what is named, and of the rest whether it is set', () => {
    const values = { port: 8000, password: new Secret('hunter2'), isVerbose: true };
    expect(shownSettings(schema, values, ['port', 'password'])).toEqual({ UNIT_PORT: '8000', UNIT_PASSWORD: 'set', UNIT_VERBOSE: 'set' });
    expect(shownSettings(schema, {}, ['port'])).toMatchObject({ UNIT_PORT: 'not set' });
  });

  it('can be listed with what they mean', () => {
    expect(listSettings(schema)[1]).toEqual({ name: 'password', env: 'UNIT_PASSWORD', description: 'Password.', isSensitive: true });
  });
});

describe('a secret', () => {
  it('prints stars whichever way it is printed', async () => {
    const secret = new Secret('hunter2');
    const { inspect } = await import('node:util');
    expect([`${secret.toString()}`, JSON.stringify({ secret }), inspect({ secret })].join()).not.toContain('hunter2');
    expect(secret.reveal()).toBe('hunter2');
  });
});
