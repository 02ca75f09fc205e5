import { useState } from 'react';
import building from 'lucide-static/icons/building-2.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import { groupsOf, useUnits, type Unit } from '../../api/directory';
import { Button } from '../../components/Button';
import { Field } from '../../components/Field';
import { Page } from '../../components/Page';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines, Table } from '../../components/Table';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { UnitDialog } from './UnitDialog';
import { hasWords } from '../../components/words';

/** The units of the network: hospitals that ask and hospitals that answer. */
export default function UnitsPage() {
  const t = useT();
  const format = useFormat();
  const units = useUnits();
  const [written, setWritten] = useState('');
  const [opened, setOpened] = useState<Unit | 'new'>();
  const all = units.data ?? [];
  const rows = all.filter((unit) =>
    hasWords(written, unit.name, unit.shortName, unit.city, unit.id, unit.groupName),
  );
  const add = (
    <Button look="primary" icon={plus} onPress={() => setOpened('new')}>
      {t('units.new')}
    </Button>
  );
  return (
    <Page
      title={t('nav.units')}
      beside={units.data && t('units.count', { n: all.length })}
      actions={all.length > 0 && add}
    >
      {units.error !== undefined && (
        <ErrorPanel failure={units.error} title={t('error.load')} onRetry={units.reload} />
      )}
      {!units.data && units.loading && <LoadingRows rows={6} onRetry={units.reload} />}
      {units.data && all.length === 0 && (
        <EmptyState icon={building} title={t('units.empty')} action={add}>
          {t('units.emptyDetail')}
        </EmptyState>
      )}
      {all.length > 0 && (
        <>
          <div className="filters">
            <Field label={t('units.find')} type="search" value={written} onChange={setWritten} />
          </div>
          <Table<Unit>
            label={t('nav.units')}
            rows={rows}
            rowKey={(unit) => unit.id}
            columns={[
              {
                id: 'name',
                head: t('units.unit'),
                isRowHead: true,
                cell: (unit) => <Lines first={unit.shortName} second={unit.name} />,
              },
              {
                id: 'clues',
                head: t('units.clues'),
                cell: (unit) => <Lines first={unit.id} second={t(`unitType.${unit.type}`)} />,
              },
              {
                id: 'group',
                head: t('units.group'),
                cell: (unit) => <Lines first={unit.groupName} second={unit.city} />,
              },
              {
                id: 'zone',
                head: t('units.zone'),
                cell: (unit) => (
                  <Lines
                    first={format.zoneName(unit.zone)}
                    second={unit.active ? unit.phone : t('admin.inactive')}
                  />
                ),
              },
              {
                id: 'edit',
                head: t('admin.actions'),
                hideHead: true,
                align: 'end',
                cell: (unit) => (
                  <Button
                    size="sm"
                    aria-label={t('admin.editOf', { name: unit.shortName })}
                    onPress={() => setOpened(unit)}
                  >
                    {t('common.edit')}
                  </Button>
                ),
              },
            ]}
          />
        </>
      )}
      {opened !== undefined && (
        <UnitDialog
          unit={opened === 'new' ? undefined : opened}
          groups={groupsOf(all)}
          onClose={() => setOpened(undefined)}
          onSaved={units.reload}
        />
      )}
    </Page>
  );
}
