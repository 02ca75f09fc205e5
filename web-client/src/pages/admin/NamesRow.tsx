import { Field } from '../../components/Field';
import { useT } from '../../i18n/language';

/** The name of an entry of a catalogue, in both languages. */
export interface Names {
  es: string;
  en: string;
}

/** The two names, trimmed; undefined while one is missing. */
export function bothNames({ es, en }: Names): Names | undefined {
  return es.trim() === '' || en.trim() === '' ? undefined : { es: es.trim(), en: en.trim() };
}

/** The row of a form in which both names are written. */
export function NamesRow({
  names,
  onChange,
  checked,
}: {
  names: Names;
  onChange: (names: Names) => void;
  /** Whether what is missing is said. */
  checked: boolean;
}) {
  const t = useT();
  const missing = (name: string) =>
    checked && name.trim() === '' ? t('common.fillIn') : undefined;
  return (
    <div className="form-row">
      <Field
        label={t('admin.nameEs')}
        maxLength={120}
        value={names.es}
        onChange={(es) => onChange({ ...names, es })}
        error={missing(names.es)}
      />
      <Field
        label={t('admin.nameEn')}
        maxLength={120}
        value={names.en}
        onChange={(en) => onChange({ ...names, en })}
        error={missing(names.en)}
      />
    </div>
  );
}
