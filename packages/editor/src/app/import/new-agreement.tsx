/** A new agreement without text: title, language and house style of its numbers. */
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Form } from 'react-aria-components/Form';
import { useLocation } from 'wouter';
import { openBlank } from '../api/endpoints.ts';
import { languageName, t } from '../messages/messages.ts';
import { useSession } from '../session.tsx';
import { Shell } from '../shell/shell.tsx';
import { Choice, Field } from '../ui/field.tsx';
import { ErrorNotice } from '../ui/states.tsx';
import '../messages/office.ts';

const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const;

export function NewAgreement() {
  const session = useSession();
  const [, go] = useLocation();
  const [title, setTitle] = useState('');
  const [shortTitle, setShortTitle] = useState('');
  const [language, setLanguage] = useState<(typeof languages)[number]>('en');
  const [clauseNumbering, setClauseNumbering] = useState<'plain' | 'dotted'>('plain');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);

  const create = async () => {
    setBusy(true);
    setError(null);
    try {
      const { id } = await openBlank({
        title: title.trim(),
        shortTitle: shortTitle.trim() || title.trim().slice(0, 200),
        language,
        direction: language === 'ar' ? 'rtl' : 'ltr',
        clauseNumbering,
      });
      session.refresh();
      go(`/i/${id}`);
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
      setBusy(false);
    }
  };

  return (
    <Shell title={t('new.title')}>
      <div className="column column-narrow">
        <h1>{t('new.title')}</h1>
        {session.data && !session.data.convener ? (
          <p>{t('import.notYours')}</p>
        ) : (
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              void create();
            }}
          >
            <Field
              label={t('new.fullTitle')}
              value={title}
              onChange={setTitle}
              required
              autoFocus
              maxLength={1000}
            />
            <Field
              label={t('new.shortTitle')}
              value={shortTitle}
              onChange={setShortTitle}
              maxLength={200}
              description={t('new.shortTitleHint')}
            />
            <Choice
              label={t('new.language')}
              value={language}
              onChange={setLanguage}
              options={languages.map((tag) => ({ value: tag, label: languageName(tag) }))}
            />
            <Choice
              label={t('new.numbering')}
              value={clauseNumbering}
              onChange={setClauseNumbering}
              options={[
                { value: 'plain', label: t('new.numberingPlain') },
                { value: 'dotted', label: t('new.numberingDotted') },
              ]}
            />
            {error && <ErrorNotice error={error} />}
            <div className="dialog-actions">
              <Button
                className="button button-primary"
                type="submit"
                isDisabled={busy || title.trim() === ''}
              >
                {t('new.create')}
              </Button>
            </div>
          </Form>
        )}
      </div>
    </Shell>
  );
}
