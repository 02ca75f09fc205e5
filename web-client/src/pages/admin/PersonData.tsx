import { useState, type FormEvent } from 'react';
import { api, call } from '../../api/client';
import type { Person } from '../../api/directory';
import { fieldMessage, isProblem } from '../../api/problem';
import { Button } from '../../components/Button';
import { Field } from '../../components/Field';
import { ErrorPanel } from '../../components/States';
import { useT } from '../../i18n/language';
import { useSave } from './useSave';
import { isPhone, orAbsent } from './words';

const userPattern = /^[a-z][a-z0-9.-]{2,39}$/;

/** Name, user, cédula and telephone of a person, new or known. */
export function PersonData({
  id,
  person,
  onSaved,
}: {
  id: string;
  person: Person | undefined;
  onSaved: (person: Person) => void;
}) {
  const t = useT();
  const { busy, failure, save } = useSave();
  const [checked, setChecked] = useState(false);
  const [title, setTitle] = useState(person?.title ?? '');
  const [name, setName] = useState(person?.name ?? '');
  const [user, setUser] = useState(person?.user ?? '');
  const [cedula, setCedula] = useState(person?.cedula ?? '');
  const [phone, setPhone] = useState(person?.phone ?? '');
  const [extension, setExtension] = useState(person?.extension ?? '');
  const left = person?.active === false;
  const wrong = {
    name: name.trim().length < 3,
    user: !userPattern.test(user),
    cedula: cedula.trim() !== '' && !/^[0-9]{7,8}$/.test(cedula.trim()),
    phone: phone.trim() !== '' && !isPhone(phone.trim()),
    extension: extension.trim() !== '' && !/^[0-9]{1,8}$/.test(extension.trim()),
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (Object.values(wrong).some(Boolean)) return;
    const body = {
      version: person?.version ?? 0,
      user,
      title: title.trim(),
      name: name.trim(),
      cedula: orAbsent(cedula),
      phone: orAbsent(phone),
      extension: orAbsent(extension),
    };
    await save(async () =>
      onSaved(await call(api.PUT('/api/people/{id}', { params: { path: { id } }, body }))),
    );
  }

  return (
    <section className="panel" aria-labelledby="person-data">
      <form className="form panel-body" noValidate onSubmit={(event) => void submit(event)}>
        <h2 id="person-data">{t('person.data')}</h2>
        {failure !== undefined && (
          <ErrorPanel
            failure={failure}
            kept={isProblem(failure, 'version-conflict') ? t('admin.version') : undefined}
          />
        )}
        <div className="form-row">
          <Field
            label={t('person.title')}
            hint={t('person.titleHint')}
            optional
            maxLength={12}
            isReadOnly={left}
            value={title}
            onChange={setTitle}
          />
          <Field
            label={t('person.name')}
            maxLength={120}
            isReadOnly={left}
            value={name}
            onChange={setName}
            error={checked && wrong.name ? t('common.fillIn') : fieldMessage(failure, '/name')}
          />
          <Field
            label={t('person.user')}
            hint={t('person.userHint')}
            spellCheck={false}
            maxLength={40}
            isReadOnly={left}
            value={user}
            onChange={(text) => setUser(text.toLowerCase().trim())}
            error={checked && wrong.user ? t('person.userWrong') : fieldMessage(failure, '/user')}
          />
        </div>
        <div className="form-row">
          <Field
            label={t('person.cedula')}
            optional
            inputMode="numeric"
            isReadOnly={left}
            value={cedula}
            onChange={setCedula}
            error={
              checked && wrong.cedula ? t('person.cedulaWrong') : fieldMessage(failure, '/cedula')
            }
          />
          <Field
            label={t('admin.phone')}
            optional
            type="tel"
            isReadOnly={left}
            value={phone}
            onChange={setPhone}
            error={checked && wrong.phone ? t('admin.phoneWrong') : fieldMessage(failure, '/phone')}
          />
          <Field
            label={t('person.extension')}
            optional
            inputMode="numeric"
            isReadOnly={left}
            value={extension}
            onChange={setExtension}
            error={
              checked && wrong.extension
                ? t('person.extensionWrong')
                : fieldMessage(failure, '/extension')
            }
          />
        </div>
        {!left && (
          <div className="form-actions">
            <Button type="submit" look={person ? 'secondary' : 'primary'} isPending={busy}>
              {t(person ? 'person.saveData' : 'person.create')}
            </Button>
          </div>
        )}
      </form>
    </section>
  );
}
