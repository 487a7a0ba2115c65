/** The words of the screens on which clauses are decided. They come with those screens, not with the first load. */
import { course } from './course.ts';
import { disclosure } from './disclosure.ts';
import { process } from './process.ts';
import { review } from './review.ts';

export const deciding = { ...course, ...review, ...process, ...disclosure } as const;
