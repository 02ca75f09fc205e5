import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { sameContent } from '../../storage/reconcile';
import { fieldLabel, NOTE_FIELDS, tidy, type NoteFieldName, type NoteFields } from './fields';
import type { Parting } from './noteEditor';
import { FieldsReading } from './NoteReading';

/** Two texts of one draft, written apart: both shown where they differ, and one is chosen. */
export function PartingChoice({
  parting,
  onChoose,
}: {
  parting: Parting;
  onChoose: (which: 'server' | 'local') => void;
}) {
  const t = useT();
  const format = useFormat();
  const server = tidy(parting.server.content);
  const local = tidy(parting.local);
  const differing = NOTE_FIELDS.filter((name) => !sameContent(server[name], local[name]));
  const only = (fields: NoteFields, name: NoteFieldName): NoteFields => ({ [name]: fields[name] });
  const title = (which: 'server' | 'local', at: string): string => {
    const words = t(which === 'server' ? 'save.conflictServer' : 'save.conflictLocal', {
      time: format.dayAndTime(at),
    });
    return parting.newest === which ? `${words} · ${t('save.conflictNewest')}` : words;
  };
  return (
    <Callout
      tone="caution"
      title={t('save.conflict')}
      actions={
        <>
          <Button
            look={parting.newest === 'local' ? 'primary' : 'secondary'}
            onPress={() => onChoose('local')}
          >
            {t('save.useLocal')}
          </Button>
          <Button
            look={parting.newest === 'server' ? 'primary' : 'secondary'}
            onPress={() => onChoose('server')}
          >
            {t('save.useServer')}
          </Button>
        </>
      }
    >
      <p>{t('save.conflictDetail')}</p>
      {differing.map((name) => (
        <div className="parting" key={name}>
          <h3 className="parting-name">{t(fieldLabel(name))}</h3>
          <p className="parting-which">{title('local', parting.localAt)}</p>
          <Text fields={only(local, name)} empty={local[name] === undefined} />
          <p className="parting-which">{title('server', parting.server.savedAt)}</p>
          <Text fields={only(server, name)} empty={server[name] === undefined} />
        </div>
      ))}
    </Callout>
  );
}

function Text({ fields, empty }: { fields: NoteFields; empty: boolean }) {
  const t = useT();
  return empty ? (
    <p className="parting-empty">{t('save.emptyText')}</p>
  ) : (
    <FieldsReading fields={fields} />
  );
}
