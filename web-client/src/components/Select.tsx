import { useEffect, useState } from 'react';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox, Input } from 'react-aria-components/ComboBox';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { useT } from '../i18n/language';
import { FieldFoot, FieldLabel, type FieldFrame } from './Field';
import { Icon } from './Icon';
import { hasWords } from './words';

/** One choice of a list. */
export interface Option {
  id: string;
  label: string;
  /** Second line, and a way to tell two of the same label apart. */
  detail?: string;
}

function Options({ items, empty }: { items?: readonly Option[]; empty?: string }) {
  return (
    <ListBox<Option>
      className="list-box"
      items={items}
      renderEmptyState={() => <p className="list-empty">{empty}</p>}
    >
      {(option) => (
        <ListBoxItem id={option.id} className="list-option" textValue={option.label}>
          <span className="list-label">{option.label}</span>{' '}
          {option.detail && <span className="list-detail">{option.detail}</span>}
        </ListBoxItem>
      )}
    </ListBox>
  );
}

/** One of a short list. */
export function Select({
  options,
  value,
  onChange,
  placeholder = '',
  hideLabel,
  isDisabled,
  ...frame
}: FieldFrame & {
  options: readonly Option[];
  value: string | null;
  onChange: (id: string) => void;
  placeholder?: string;
  /** The label is read aloud but not drawn, for filters whose value says what they are. */
  hideLabel?: boolean;
  isDisabled?: boolean;
}) {
  const chosen = options.find((option) => option.id === value);
  return (
    <AriaSelect
      className="field"
      placeholder={placeholder}
      aria-label={hideLabel ? frame.label : undefined}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isDisabled={isDisabled}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      {!hideLabel && <FieldLabel {...frame} />}
      <Button className="select-button">
        <SelectValue<Option> className="select-value">{chosen?.label ?? placeholder}</SelectValue>
        <Icon of={chevronDown} />
      </Button>
      <FieldFoot {...frame} />
      <Popover className="popover">
        <Options items={options} />
      </Popover>
    </AriaSelect>
  );
}

/**
 * One of a long list, found by writing. With `onInput` the list is the caller's to filter (a search
 * on the server); without, it is filtered here by the words of label and detail.
 */
export function ComboBox({
  options,
  value,
  onChange,
  input,
  onInput,
  placeholder,
  empty,
  isDisabled,
  adds,
  ...frame
}: FieldFrame & {
  options: readonly Option[];
  value: string | null;
  onChange: (id: string | null) => void;
  /** What is chosen goes elsewhere, such as a list above; the field is empty for the next. */
  adds?: boolean;
  input?: string;
  onInput?: (text: string) => void;
  placeholder?: string;
  empty?: string;
  isDisabled?: boolean;
}) {
  const t = useT();
  const chosen = options.find((option) => option.id === value);
  const [own, setOwn] = useState(chosen?.label ?? '');
  const written = input ?? own;
  const label = chosen?.label;
  useEffect(() => setOwn(label ?? ''), [label]);
  const isChosen = chosen !== undefined && written === chosen.label;
  const shown =
    onInput || isChosen
      ? options
      : options.filter((option) => hasWords(written, option.label, option.detail));
  return (
    <AriaComboBox
      items={shown}
      className="field"
      value={value}
      onChange={(key) => {
        const id = key === null ? null : String(key);
        // With value and text both given from outside, React Aria leaves the text to us.
        const option = options.find((entry) => entry.id === id);
        if (option) (onInput ?? setOwn)(adds ? '' : option.label);
        onChange(id);
      }}
      inputValue={written}
      onInputChange={(text) => {
        (onInput ?? setOwn)(text);
        if (text === '' && value !== null) onChange(null);
      }}
      isDisabled={isDisabled}
      allowsEmptyCollection
      menuTrigger="focus"
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel {...frame} />
      <span className="control">
        <Input className="input" placeholder={placeholder} autoComplete="off" />
        <Button className="control-button">
          <Icon of={chevronDown} />
        </Button>
      </span>
      <FieldFoot {...frame} />
      <Popover className="popover">
        <section aria-label={frame.label}>
          <Options empty={empty ?? t('common.noResults')} />
        </section>
      </Popover>
    </AriaComboBox>
  );
}
