import { useState } from 'react';
import network from 'lucide-static/icons/network.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import { api, call } from '../../api/client';
import { groupsOf, useReasons, useSpecialties, useUnits, type Coverage } from '../../api/directory';
import { useLoad } from '../../api/useLoad';
import { hasRole, useSession } from '../../app/session';
import { Button } from '../../components/Button';
import { Checkbox } from '../../components/Choices';
import { Page } from '../../components/Page';
import { Select } from '../../components/Select';
import { EmptyState, ErrorPanel, LoadingRows } from '../../components/States';
import { Lines, Table } from '../../components/Table';
import { useFormat } from '../../format/useFormat';
import { useLanguage, useT } from '../../i18n/language';
import { CoverageDialog, EndCoverageDialog } from './CoverageDialog';

const every = '*';

/** Who answers for whom: data, by unit, by OOAD, or for the whole network. */
export default function CoveragePage() {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const mayChange = hasRole(useSession(), ['administrator', 'national-coordinator']);
  const [specialty, setSpecialty] = useState(every);
  const [ended, setEnded] = useState(false);
  const [opened, setOpened] = useState<Coverage | 'new'>();
  const [ending, setEnding] = useState<Coverage>();
  const units = useUnits();
  const specialties = useSpecialties();
  const reasons = useReasons();
  const query = {
    specialty: specialty === every ? undefined : specialty,
    ended: ended || undefined,
  };
  const coverage = useLoad(JSON.stringify(query), async (signal) => {
    return (await call(api.GET('/api/coverage', { params: { query }, signal }))).items;
  });
  const all = coverage.data ?? [];
  const groups = groupsOf(units.data ?? []);
  const error = coverage.error ?? units.error ?? specialties.error ?? reasons.error;

  function specialtyName(id: string): string {
    return specialties.data?.find((entry) => entry.id === id)?.name[language] ?? id;
  }

  function forWhom(row: Coverage): string {
    if (row.scope === 'network') return t('coverage.network');
    if (row.scope === 'group') {
      return groups.find((entry) => entry.id === row.forGroup)?.name ?? row.forGroup ?? '';
    }
    return units.data?.find((entry) => entry.id === row.forUnit)?.shortName ?? row.forUnit ?? '';
  }

  function onlyFor(row: Coverage): string {
    const reason = reasons.data?.find((entry) => entry.id === row.reason)?.name[language];
    return [reason ?? row.reason, row.agreement].filter(Boolean).join(' · ');
  }

  const add = mayChange && (
    <Button look="primary" icon={plus} onPress={() => setOpened('new')}>
      {t('coverage.new')}
    </Button>
  );
  return (
    <Page
      title={t('nav.coverage')}
      beside={coverage.data && t('coverage.count', { n: all.length })}
      actions={all.length > 0 && add}
    >
      <div className="filters">
        <Select
          label={t('specialties.specialty')}
          value={specialty}
          onChange={setSpecialty}
          options={[
            { id: every, label: t('coverage.all') },
            ...(specialties.data ?? []).map((entry) => ({
              id: entry.id,
              label: entry.name[language],
            })),
          ]}
        />
        <Checkbox isSelected={ended} onChange={setEnded}>
          {t('admin.showEnded')}
        </Checkbox>
      </div>
      {error !== undefined && (
        <ErrorPanel failure={error} title={t('error.load')} onRetry={coverage.reload} />
      )}
      {!coverage.data && coverage.loading && <LoadingRows rows={6} onRetry={coverage.reload} />}
      {coverage.data && all.length === 0 && (
        <EmptyState icon={network} title={t('coverage.empty')} action={add}>
          {t('coverage.emptyDetail')}
        </EmptyState>
      )}
      {all.length > 0 && (
        <Table<Coverage>
          label={t('nav.coverage')}
          rows={all}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'unit',
              head: t('coverage.answers'),
              isRowHead: true,
              cell: (row) => <Lines first={row.unitName} second={row.unit} />,
            },
            {
              id: 'specialty',
              head: t('specialties.specialty'),
              cell: (row) => <Lines first={specialtyName(row.specialty)} second={onlyFor(row)} />,
            },
            { id: 'scope', head: t('coverage.scope'), cell: forWhom },
            {
              id: 'dates',
              head: t('coverage.dates'),
              cell: (row) => (
                <Lines
                  first={format.day(row.from)}
                  second={row.to ? format.day(row.to) : t('coverage.open')}
                />
              ),
            },
            {
              id: 'edit',
              head: t('admin.actions'),
              hideHead: true,
              align: 'end',
              cell: (row) => {
                const name = `${row.unitName}, ${specialtyName(row.specialty)}`;
                return (
                  mayChange && (
                    <span className="table-actions">
                      <Button
                        size="sm"
                        aria-label={t('admin.editOf', { name })}
                        onPress={() => setOpened(row)}
                      >
                        {t('common.edit')}
                      </Button>
                      <Button
                        size="sm"
                        look="quiet"
                        aria-label={`${t('common.end')}: ${name}`}
                        onPress={() => setEnding(row)}
                      >
                        {t('common.end')}
                      </Button>
                    </span>
                  )
                );
              },
            },
          ]}
        />
      )}
      {opened !== undefined && (
        <CoverageDialog
          coverage={opened === 'new' ? undefined : opened}
          units={units.data ?? []}
          groups={groups}
          specialties={specialties.data ?? []}
          reasons={reasons.data ?? []}
          onClose={() => setOpened(undefined)}
          onSaved={coverage.reload}
        />
      )}
      {ending && (
        <EndCoverageDialog
          coverage={ending}
          onClose={() => setEnding(undefined)}
          onSaved={coverage.reload}
        />
      )}
    </Page>
  );
}
