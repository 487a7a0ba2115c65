/** A client process of the race: so many people who type, until it is ended. */
import { Typist } from './race.ts';

const [port = '', people = '1'] = process.argv.slice(2);
for (let n = 0; n < Number(people); n += 1) new Typist(Number(port));
