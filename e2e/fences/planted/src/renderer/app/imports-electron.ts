// plants: renderer-is-a-page
import { ipcRenderer } from 'electron';

export const ipc = ipcRenderer;
