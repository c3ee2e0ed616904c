export const payPanel = 1;
