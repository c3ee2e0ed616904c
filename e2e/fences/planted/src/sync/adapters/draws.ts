// plants: sync-adapters-know-dexie
import { useState } from 'react';

export const state = useState;
