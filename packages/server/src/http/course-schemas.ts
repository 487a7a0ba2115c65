import type { ClauseCourseView, CoursesView, LogView, PreviewView, WorkView } from '@travaux/editor/frames';
import { z } from 'zod';
export const coursesSchema = z.custom<CoursesView>();
export const clauseCourseSchema = z.custom<ClauseCourseView>();
export const logSchema = z.custom<LogView>();
export const workSchema = z.custom<WorkView>();
export const previewSchema = z.custom<PreviewView>();
