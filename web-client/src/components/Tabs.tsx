import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';

/** A page beside others in the same place. */
export interface TabEntry {
  id: string;
  label: string;
  count?: number | undefined;
  panel: ReactNode;
}

/** Tabs; a panel that was opened stays as it was left when `keep` is set. */
export function Tabs({
  label,
  tabs,
  selected,
  onSelect,
  keep,
}: {
  label: string;
  tabs: readonly TabEntry[];
  selected?: string;
  onSelect?: (id: string) => void;
  keep?: boolean;
}) {
  return (
    <AriaTabs
      className="tabs"
      selectedKey={selected}
      onSelectionChange={(key) => onSelect?.(String(key))}
    >
      <TabList aria-label={label} className="tab-list">
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="tab">
            {tab.label}
            {tab.count !== undefined && <span className="tab-count"> {tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel" shouldForceMount={keep}>
          {tab.panel}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
