import type { ChannelRules } from '@app/commerce';
import type { Reader } from '@app/database';
import { channelRules } from './channel-rules';
import { readConfiguration, readVersion, type CatalogConfiguration } from './configuration';

/** What channels sell by, kept in memory until the version of the catalog moves. */
export class CurrentConfiguration {
  private cached: CatalogConfiguration | undefined;
  private readonly rules = new Map<string, ChannelRules>();
  /** The version that requests of this turn of the event loop go by. */
  private ofThisTurn: number | undefined;

  /** `isOurs`: no other process writes the catalog. */
  constructor(private readonly isOurs: boolean) {}

  /** Without a question, where this turn of the event loop has asked for the version already. */
  known(): CatalogConfiguration | undefined {
    return this.cached?.version === this.ofThisTurn ? this.cached : undefined;
  }

  /**
   * Where the worker of this process alone writes the catalog, its word that it did comes in a later turn of the event loop, and
   * so does everything that follows from it: one look a turn is as good as one a request.
   */
  async version(reader: Reader): Promise<number> {
    if (this.ofThisTurn !== undefined) return this.ofThisTurn;
    const version = await readVersion(reader);
    if (this.isOurs) {
      this.ofThisTurn = version;
      setImmediate(() => (this.ofThisTurn = undefined));
    }
    return version;
  }

  /** The one in memory when it is of `version`, otherwise what the catalog holds now. */
  async at(version: number, reader: Reader): Promise<CatalogConfiguration> {
    if (this.cached?.version === version) return this.cached;
    const configuration = await readConfiguration(reader);
    if (this.cached?.version !== configuration.version) this.rules.clear();
    this.cached = configuration;
    if (this.ofThisTurn !== undefined) this.ofThisTurn = configuration.version;
    return configuration;
  }

  /** Undefined when the channel was not sent down to this box. */
  rulesOf(configuration: CatalogConfiguration, channelId: string): ChannelRules | undefined {
    const known = this.rules.get(channelId);
    if (known?.catalogVersion === configuration.version) return known;
    const rules = channelRules(configuration, channelId);
    if (rules) this.rules.set(channelId, rules);
    return rules;
  }
}
