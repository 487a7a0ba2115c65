/**
 * What somebody said, or calls themselves, on a screen: marks that nobody would see are shown by name, words of mixed alphabets are marked,
 * links say where they lead. Everything is set apart in direction, so that nothing runs into what stands beside it.
 */
import { useMemo } from 'react';
import { strangePieces, type StrangePiece } from '../../document/strange-text.ts';
import { t } from '../messages/messages.ts';
import './said-text.css';

/** @param plain without links: a name */
export function SaidText({ text, plain = false }: { readonly text: string; readonly plain?: boolean }) {
  const pieces = useMemo(() => strangePieces(text), [text]);
  return (
    <bdi dir="auto" className={plain ? undefined : 'said-text'}>
      {pieces.map((piece, at) => (
        <Piece key={at} piece={piece} plain={plain} />
      ))}
    </bdi>
  );
}

function Piece({ piece, plain }: { readonly piece: StrangePiece; readonly plain: boolean }) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'invisible': {
      const words = t(piece.turns ? 'strange.turns' : 'strange.invisible', {
        code: piece.code,
      });
      return (
        <span className="strange" role="img" aria-label={words} title={words}>
          {piece.code}
        </span>
      );
    }
    case 'mixed':
      return (
        <span className="strange-word" title={t('strange.mixed', { scripts: piece.scripts.join(', ') })}>
          {piece.text}
          <span className="visually-hidden">
            {' '}
            ({t('strange.mixed', { scripts: piece.scripts.join(', ') })})
          </span>
        </span>
      );
    case 'link':
      if (plain) return piece.text;
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc" dir="ltr">
          {piece.text.includes(piece.host)
            ? piece.text
            : t('strange.link', { text: piece.text, host: piece.host })}
        </a>
      );
  }
}
