export { Shifts } from './shifts/shifts.service';
