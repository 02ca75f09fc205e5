import { useState } from 'react';
import plus from 'lucide-static/icons/plus.svg?raw';
import { api, call } from '../../api/client';
import { useSpecialties, type Person } from '../../api/directory';
import { Button } from '../../components/Button';
import { ConfirmDialog } from '../../components/Dialog';
import { ErrorPanel } from '../../components/States';
import { Lines, Table } from '../../components/Table';
import { useFormat } from '../../format/useFormat';
import { useLanguage, useT } from '../../i18n/language';
import { AssignmentDialog } from './AssignmentDialog';
import { isCurrent, type Assignment } from './roles';
import { useSave } from './useSave';

/** What a person may do, where and since when. */
export function PersonRoles({
  person,
  onChanged,
  onStale,
}: {
  person: Person;
  onChanged: (person: Person) => void;
  onStale: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const specialties = useSpecialties();
  const { busy, failure, save, reset } = useSave();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Assignment>();
  const names = new Map(specialties.data?.map((entry) => [entry.id, entry.name[language]]));
  const rows = [...person.assignments].sort(
    (one, other) => Number(isCurrent(other)) - Number(isCurrent(one)),
  );

  async function end(assignment: Assignment) {
    const path = { id: person.id, assignment: assignment.id };
    const body = { version: person.version };
    const sent = await save(async () =>
      onChanged(
        await call(
          api.POST('/api/people/{id}/assignments/{assignment}/end', { params: { path }, body }),
        ),
      ),
    );
    setEnding(undefined);
    if (!sent) onStale();
  }

  return (
    <section className="panel person-roles" aria-labelledby="person-roles">
      <div className="panel-head">
        <h2 id="person-roles">{t('person.roles')}</h2>
        {person.active && (
          <Button
            size="sm"
            look={rows.some(isCurrent) ? 'secondary' : 'primary'}
            icon={plus}
            onPress={() => setAdding(true)}
          >
            {t('person.addRole')}
          </Button>
        )}
      </div>
      {failure !== undefined && <ErrorPanel failure={failure} onRetry={reset} />}
      {rows.length === 0 ? (
        <div className="panel-body">
          <p className="empty-title">{t('person.noRoles')}</p>
          <p className="empty-words">{t('person.noRolesDetail')}</p>
        </div>
      ) : (
        <Table<Assignment>
          label={t('person.roles')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'role',
              head: t('people.role'),
              isRowHead: true,
              cell: (row) => (
                <Lines
                  first={t(`role.${row.role}`)}
                  second={row.specialties.map((id) => names.get(id) ?? id).join(', ')}
                />
              ),
            },
            {
              id: 'where',
              head: t('person.where'),
              cell: (row) => (
                <Lines
                  first={row.unitName ?? row.group ?? t('person.wholeNetwork')}
                  second={row.unit}
                />
              ),
            },
            {
              id: 'since',
              head: t('person.since'),
              cell: (row) => (
                <Lines
                  first={format.day(row.from)}
                  second={row.to && t('person.until', { at: format.dayAndTime(row.to) })}
                />
              ),
            },
            {
              id: 'end',
              head: t('admin.actions'),
              hideHead: true,
              align: 'end',
              cell: (row) =>
                isCurrent(row) && (
                  <Button
                    size="sm"
                    aria-label={t('person.endRoleOf', { name: t(`role.${row.role}`) })}
                    onPress={() => setEnding(row)}
                  >
                    {t('common.end')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {adding && (
        <AssignmentDialog person={person} onClose={() => setAdding(false)} onSaved={onChanged} />
      )}
      {ending && (
        <ConfirmDialog
          isOpen
          title={t('person.endRoleOf', { name: t(`role.${ending.role}`) })}
          confirm={t('person.endRole')}
          isPending={busy}
          onClose={() => setEnding(undefined)}
          onConfirm={() => void end(ending)}
        >
          <p>{t('person.endRoleDetail')}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
