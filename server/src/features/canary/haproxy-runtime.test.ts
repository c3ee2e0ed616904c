import { expect, test } from 'vitest';
import { readStats } from './haproxy-runtime.ts';

const HEAD =
  '# pxname,svname,qcur,stot,econ,eresp,wretr,wredis,status,hrsp_4xx,hrsp_5xx,last_chk,rtime,ttime,';

test('CAN3: the canary and the champion are read from the balancer’s own table, whatever stands in its texts', () => {
  const csv = [
    HEAD,
    'tills,FRONTEND,,9,,,,,OPEN,0,0,,,,',
    'app,app1,0,3,0,0,0,0,UP,0,0,"L7OK, really",1,2,',
    'app,BACKEND,0,100,1,2,0,0,UP,4,3,,12,15,',
    'canary,canary1,0,40,0,0,1,7,UP 1/2,5,2,"said ""no"", twice",31,40,',
    '',
  ].join('\n');
  expect(readStats(csv)).toEqual({
    isUp: true,
    canary: { requests: 40, failed: 9, refused: 5, meanMs: 31 },
    champion: { requests: 100, failed: 6, refused: 4, meanMs: 12 },
  });
  expect(readStats(csv.replace('UP 1/2', 'DOWN'))?.isUp).toBe(false);
});

test('CAN3: a balancer without a canary has none, and nonsense is no figure', () => {
  expect(readStats(`${HEAD}\napp,BACKEND,0,1,0,0,0,0,UP,0,0,,1,1,`)).toBeUndefined();
  expect(readStats('')).toBeUndefined();
  const odd = [HEAD, 'app,BACKEND,,,,,,,UP,,,,,,', 'canary,canary1,0,x,,,-1,1e99,UP,-3,?,,,,'];
  expect(readStats(odd.join('\n'))?.canary).toEqual({
    requests: 0,
    failed: 0,
    refused: 0,
    meanMs: 0,
  });
});
