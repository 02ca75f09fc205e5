import cloudCheck from 'lucide-static/icons/cloud-check.svg?raw';
import cloud from 'lucide-static/icons/cloud.svg?raw';
import drive from 'lucide-static/icons/hard-drive.svg?raw';
import alert from 'lucide-static/icons/triangle-alert.svg?raw';
import { Icon } from '../../components/Icon';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import type { SaveState } from '../../storage/autosave';
import type { NoteFields } from './fields';

/** Where what was written is now, in one line that never moves what is under it. */
export function SaveLine({ save }: { save: SaveState<NoteFields> }) {
  const t = useT();
  const format = useFormat();
  const clock = (at: Date | undefined): string =>
    at ? format.timeWithSeconds(at.toISOString()) : '';
  switch (save.kind) {
    case 'saved':
    case 'untouched':
      if (!save.serverAt) return <Line tone="plain" icon={cloud} strong={t('save.untouched')} />;
      return (
        <Line
          tone="good"
          icon={cloudCheck}
          strong={t('save.both', { time: clock(save.serverAt) })}
          words={t(save.localAt ? 'save.bothWhere' : 'save.serverWhere')}
        />
      );
    case 'editing':
      return (
        <Line
          tone={save.serverAt ? 'good' : 'plain'}
          icon={cloud}
          strong={save.serverAt ? t('save.both', { time: clock(save.serverAt) }) : t('save.saving')}
          words={save.serverAt ? `· ${t('save.saving')}` : undefined}
        />
      );
    case 'offline':
    case 'signed-out':
      if (!save.localAt) return <Line tone="caution" icon={alert} strong={t('save.nowhere')} />;
      return (
        <Line
          tone="caution"
          icon={drive}
          strong={t('save.localOnly', { time: clock(save.localAt) })}
          words={t(save.kind === 'offline' ? 'save.offlineDetail' : 'save.signedOut')}
        />
      );
    case 'refused':
      return (
        <Line
          tone="caution"
          icon={alert}
          strong={t('save.refused')}
          words={save.refusal?.sentence}
        />
      );
    case 'conflict':
      return <Line tone="caution" icon={alert} strong={t('save.conflict')} />;
    case 'elsewhere':
      return <Line tone="caution" icon={alert} strong={t('save.elsewhere')} />;
    case 'signed':
      return null;
  }
}

function Line({
  tone,
  icon,
  strong,
  words,
}: {
  tone: 'good' | 'plain' | 'caution';
  icon: string;
  strong: string;
  words?: string | undefined;
}) {
  return (
    <p className={`save-line save-${tone}`} role={tone === 'caution' ? 'status' : undefined}>
      <Icon of={icon} />
      <span>
        <strong>{strong}</strong> {words && <span className="save-where">{words}</span>}
      </span>
    </p>
  );
}
