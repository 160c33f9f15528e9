import { receiptFormatOf, type CatalogConfiguration, type CatalogReader } from '@app/channel-db';
import { OPERATIONS, RECEIPT_TYPES, type ChannelRules } from '@app/commerce';
import { formatRate, formatUnitPrice } from '@app/kernel';
import { catalogError } from '../errors';
import { bootstrapView, type BootstrapView } from './bootstrap-schema';

/** What registers are told at this moment; the version changes with it. */
type ReadNotices = () => Promise<{ readonly version: string; readonly notices: BootstrapView['notices'] }>;

export interface RegisterPlace {
  readonly channelId: string;
  readonly registerId: string;
}

/** What a register asks for when it starts, all of one catalog version. */
export class BootstrapService {
  constructor(
    private readonly catalog: CatalogReader,
    private readonly software: BootstrapView['software'],
    private readonly readNotices: ReadNotices,
  ) {}

  /** Another tag, another answer: it names the software, the catalog and the notices. */
  async tag(): Promise<string> {
    const { version } = await this.readNotices();
    return `"${this.software.version}-${await this.catalog.version()}-${version}"`;
  }

  async bootstrap(place: RegisterPlace): Promise<BootstrapView> {
    const channel = await this.catalog.channel(place.channelId);
    if (!channel) throw catalogError('channel.unknown', 'the channel was not sent down to this box', { channelId: place.channelId });
    const { notices } = await this.readNotices();
    return bootstrapView.parse({ ...this.gather(place, channel.rules, channel.configuration), notices });
  }

  private gather(place: RegisterPlace, rules: ChannelRules, configuration: CatalogConfiguration): object {
    const { code: currency, minorDigits } = rules.currency;
    const isHere = (row: { channelId: string }) => row.channelId === place.channelId;
    return {
      software: this.software,
      catalogVersion: rules.catalogVersion,
      channel: { ...rules, currency, minorDigits },
      register: configuration.registers.find((row) => isHere(row) && row.registerId === place.registerId) ?? registerUnknown(place),
      receipts: RECEIPT_TYPES.map((receiptType) => ({
        receiptType,
        printBehaviour: receiptFormatOf(configuration, place.channelId, receiptType).printBehaviour,
      })),
      tenderTypes: configuration.tenderTypes.filter((row) => isHere(row) && rules.tenderTypes.has(row.tenderTypeId)),
      units: configuration.units,
      taxCodes: taxCodesOf(rules),
      taxOverrides: rules.taxOverrides,
      permissionGroups: configuration.permissionGroups.filter((row) => row.legalEntityId === rules.legalEntityId),
      staff: configuration.workers.filter((row) => isHere(row) && !row.isBlocked).map((row) => ({ ...row, staffId: row.workerId })),
      barcodeMasks: rules.barcodeMasks,
      operations: Object.values(OPERATIONS),
    };
  }
}

/** The codes of the store's own group. */
function taxCodesOf({ taxCodes, taxGroups, taxGroupId }: ChannelRules): object[] {
  const ids = new Set(taxGroups.get(taxGroupId));
  const ours = taxCodes.filter(({ taxCodeId }) => ids.has(taxCodeId));
  return ours.map((code) => ({
    ...code,
    rate: formatRate(code.rate),
    ...(code.unitAmount !== undefined && { unitAmount: formatUnitPrice(code.unitAmount) }),
  }));
}

function registerUnknown({ registerId }: RegisterPlace): never {
  throw catalogError('register.unknown', 'the register was not sent down to this box', { registerId });
}
