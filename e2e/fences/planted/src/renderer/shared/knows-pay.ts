// plants: shared-knows-no-feature
import { payPanel } from '../features/pay/pay-panel.ts';

export const panel = payPanel;
