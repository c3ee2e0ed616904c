// plants: features-are-islands
import { payPanel } from '../pay/pay-panel.ts';

export const panel = payPanel;
