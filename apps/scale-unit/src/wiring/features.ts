import type { Type } from '@nestjs/common';
import { CartsModule } from '../carts/carts.module';
import { ProbesModule } from '../probes/probes.module';

/** Every feature of the unit, one module each: its controllers, and its services bound to what they need. */
export const FEATURES: readonly Type[] = [ProbesModule, CartsModule];
