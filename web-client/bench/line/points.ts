/** What the line between the two hosts does, in the words of the program that stands for it. */
export interface Point {
  name: string;
  /** While the call is measured, both ways. */
  settings: string;
  /** The settings hold from before the call is made: what is tried is whether it comes about. */
  fromTheStart?: boolean;
  /** First these for a while, then `settings`: a step. */
  before?: string;
  /** A bottleneck while it is measured: here it is not enough to be no worse than Janus. */
  narrow?: boolean;
  /** Measured from the step on, with the time until the picture is whole again. */
  recovers?: boolean;
}

const cable = 'loss=0';

/**
 * Hospital networks have 0.5 to 4 Mbit/s, lose packets, and often block UDP. Those with a target of
 * their own come first, so that a run that is cut short has them.
 */
export const points: readonly Point[] = [
  { name: 'loss 10 %', settings: 'loss=10 delay=20' },
  { name: '300 kbit/s', settings: 'rate=300 queue=300 delay=20', narrow: true },
  { name: '450 kbit/s', settings: 'rate=450 queue=300 delay=20', narrow: true },
  { name: 'loss 5 % at 450 kbit/s', settings: 'loss=5 rate=450 queue=300 delay=20', narrow: true },
  {
    name: 'step up from 300 kbit/s',
    before: 'rate=300 queue=300 delay=20',
    settings: 'rate=4000 queue=300 delay=20',
    recovers: true,
  },
  { name: 'loss 20 %', settings: 'loss=20 delay=20' },
  { name: 'loss 5 %', settings: 'loss=5 delay=20' },
  { name: '1.5 Mbit/s', settings: 'rate=1500 queue=300 delay=20', narrow: true },
  {
    name: 'step down to 450 kbit/s',
    before: cable,
    settings: 'rate=450 queue=300 delay=20',
    narrow: true,
  },
  { name: 'delay 200 ms, jitter 50 ms', settings: 'delay=200 jitter=50' },
  { name: 'UDP blocked', settings: 'udp=0 delay=20', fromTheStart: true },
];

export const quickPoint = 'loss 10 %';
export const perfect = cable;
