import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { calculationBody, type Calculation, type Seller, type Selling } from '@app/carts';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { CurrentSeller } from '../carts/caller';
import { SELLING } from '../wiring/selling';
import { calculationDto, type CalculationDto } from './calculation.dto';

/** Whole documents priced without being kept: for web shops, kiosks and whoever wants to know before. */
@Controller('api/v1/calculations')
export class CalculationsController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Post()
  @HttpCode(200)
  @Operation(OPERATIONS.calculate)
  @Answers(200, 'The priced document.', calculationBody)
  calculate(@CurrentSeller() seller: Seller, @Body({ schema: calculationDto }) document: CalculationDto): Promise<Calculation> {
    const { lines, coupons, buyer, intendedTenderTypeId, customer, delivery, taxOverrideId = null, at = null, explain } = document;
    const taxParty = {
      customerTaxGroupId: customer?.taxGroupId ?? null,
      exemptTaxCodeIds: customer?.exemptTaxCodeIds ?? [],
      destinationTaxGroupId: delivery?.taxGroupId ?? null,
    };
    const wanted = { lines, coupons, buyer, intendedTenderTypeId, taxParty, taxOverrideId, at, isExplained: explain };
    return this.selling.calculations.calculate(seller, wanted);
  }
}
