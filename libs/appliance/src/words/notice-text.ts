import type { Notice, NoticeCode } from '../facts/notice';
import { timeText, type Words } from './words';

/** What a notice says at a register: to who works there, and what to tell customers; empty when they need not know. */
export interface NoticeText {
  readonly staff: string;
  readonly customers: string;
}

const TEXTS: Readonly<Record<NoticeCode, (notice: Notice, words: Words) => NoticeText>> = {
  'headquarters.away': ({ since }, words) => ({
    staff: `Gift cards, vouchers and customer accounts have waited for the line since ${timeText(since, words)}. Everything else works.`,
    customers: 'We cannot take gift cards and vouchers at the moment. Cash and cards work.',
  }),
  'work.announced': ({ since, until }, words) => ({
    staff: `Work on the store's box from ${timeText(since, words)} to ${timeText(until ?? since, words)}. Finish open sales before.`,
    customers: '',
  }),
  'work.under-way': ({ since, until }, words) => ({
    staff: `Work on the store's box until ${timeText(until ?? since, words)}. Registers may stop for a moment.`,
    customers: `We may be with you a little later. It is over at ${timeText(until ?? since, words)}.`,
  }),
};

export const noticeText = (notice: Notice, words: Words): NoticeText => TEXTS[notice.code](notice, words);
