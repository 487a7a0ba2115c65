/**
 * Words by which a duty takes itself back, and how duties are made, in official languages of the United Nations other
 * than English, whose style the rules know more closely.
 */
import { primaryLanguage } from './number-words.ts';

export interface WeakWords {
  /** A sentence that binds somebody. */
  readonly binding: RegExp;
  /** What such a sentence leaves to whoever owes it. */
  readonly weak: RegExp;
  /** A sentence that begins so asks for something, and binds nobody. */
  readonly asked: RegExp;
  /** Words that recommend, each with those that bind; none where they mean other things as well. */
  readonly should: Readonly<Record<string, string>>;
}

const words = (forms: string) => new RegExp(`(?<![\\p{L}\\p{M}])(?:${forms})(?![\\p{L}\\p{M}])`, 'giu');
const begins = (forms: string) => new RegExp(`^\\P{L}*(?:${forms})(?![\\p{L}\\p{M}])`, 'u');

const known: Readonly<Record<string, WeakWords>> = {
  fr: {
    binding: words(
      "doi(?:t|vent)|devra|devront|(?:est|sont) tenue?s? de|s'engagent? à|s'efforc(?:e|ent)|décident? (?:que|de)|exigent?|\\p{L}{3,}(?:ra|ront)",
    ),
    weak: words(
      "selon qu'il convient|selon que de besoin|comme il convient|s'il y a lieu|dans la mesure du possible|autant que possible|autant que faire se peut|(?:si|lorsque|quand)(?: cela est)? possible|s'efforc(?:e|ent|era|eront)|meilleurs efforts|efforts raisonnables|tout (?:son|leur) possible|en principe|sous réserve des ressources disponibles",
    ),
    asked: begins(
      'Encourage|Engage|Demande|Invite|Prie|Recommande|Se félicite|Note|Prend note|Souligne|Rappelle|Réaffirme|Exprime|Constate|Appelle|Salue',
    ),
    should: { devrait: 'devra', devraient: 'devront' },
  },
  es: {
    binding: words(
      'deberán?|habrán? de|se comprometen? a|(?:está|están) obligad[oa]s? a|decide que|exige|\\p{L}{3,}rán?',
    ),
    weak: words(
      'según (?:proceda|corresponda|convenga)|(?:cuando|si) (?:proceda|procede|corresponda)|en la medida de lo posible|en lo posible|de ser posible|(?:siempre que|cuando|si) (?:sea|fuera|es) posible|procurarán?|se esforzarán? por|mejores esfuerzos|esfuerzos razonables|todo lo posible|en principio|con sujeción a los recursos disponibles',
    ),
    asked: begins(
      'Alienta|Exhorta|Insta|Invita|Pide|Solicita|Recomienda|Acoge|Observa|Toma nota|Destaca|Subraya|Recuerda|Reafirma|Expresa|Encomia|Reitera',
    ),
    should: { debería: 'deberá', deberían: 'deberán' },
  },
  ru: {
    binding: words('долж(?:ен|на|но|ны)|обязан\\p{L}*|обязу(?:ется|ются)|постановляет|требует'),
    weak: words(
      'по мере необходимости|по возможности|по мере возможности|в соответствующих случаях|насколько (?:это )?возможно|когда это возможно|прил(?:агает|агают|ожит|ожат) (?:все |всяческие )?(?:разумные )?усилия|приложить (?:все |всяческие )?усилия|в принципе|с учетом имеющихся ресурсов',
    ),
    asked: begins(
      'Призывает|Рекомендует|Просит|Предлагает|Приветствует|Отмечает|Подчеркивает|Напоминает|Подтверждает|Выражает|Настоятельно|Ссылаясь',
    ),
    should: {},
  },
  zh: {
    binding: /应(?!对|用|该|急|邀|答)|必须|须|决定|承诺/gu,
    weak: /酌情|视情况|尽可能|尽最大努力|尽力|尽量|原则上/gu,
    asked: /^\P{L}*(?:鼓励|促请|敦促|呼吁|邀请|请|建议|欢迎|注意到|强调|回顾|重申|表示)/u,
    should: {},
  },
  ar: {
    binding: words('يجب|يتعين|[يت]لتزم|[يت]تعهد|يقرر|تقرر'),
    weak: words(
      'حسب الاقتضاء|عند الاقتضاء|بحسب الاقتضاء|قدر الإمكان|بقدر الإمكان|كلما أمكن|قصارى (?:جهده|جهدها|جهودها)|من حيث المبدأ',
    ),
    asked: begins('يشجع|يحث|يدعو|يطلب|يوصي|يرحب|يلاحظ|يشدد|يشير|يؤكد|يعرب|يهيب'),
    should: {},
  },
};

export const weakWordsIn = (language: string): WeakWords | null => known[primaryLanguage(language)] ?? null;
