import type { ReactNode } from 'react';
import check from 'lucide-static/icons/check.svg?raw';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup as AriaCheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup';
import { FieldFoot, FieldLabel, type FieldFrame } from './Field';
import { Icon } from './Icon';
import type { Option } from './Select';

/** Yes or no. */
export function Checkbox({
  isSelected,
  onChange,
  children,
  isDisabled,
}: {
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  children: ReactNode;
  isDisabled?: boolean;
}) {
  return (
    <AriaCheckbox
      className="check"
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <span className="check-box">
        <Icon of={check} />
      </span>
      <span className="check-words">{children}</span>
    </AriaCheckbox>
  );
}

/** Any number of a short list. */
export function CheckboxGroup({
  options,
  value,
  onChange,
  ...frame
}: FieldFrame & {
  options: readonly Option[];
  value: string[];
  onChange: (ids: string[]) => void;
}) {
  return (
    <AriaCheckboxGroup
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={frame.error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel {...frame} />
      <div className="choices">
        {options.map((option) => (
          <AriaCheckbox key={option.id} value={option.id} className="check">
            <span className="check-box">
              <Icon of={check} />
            </span>
            <span className="check-words">
              {option.label}
              {option.detail && <span className="check-detail"> {option.detail}</span>}
            </span>
          </AriaCheckbox>
        ))}
      </div>
      <FieldFoot {...frame} />
    </AriaCheckboxGroup>
  );
}

/** One of a few, all in sight. */
export function RadioGroup({
  options,
  value,
  onChange,
  row,
  isDisabled,
  ...frame
}: FieldFrame & {
  options: readonly Option[];
  value: string | null;
  onChange: (id: string) => void;
  /** Side by side instead of one under the other. */
  row?: boolean;
  isDisabled?: boolean;
}) {
  return (
    <AriaRadioGroup
      className="field"
      value={value}
      onChange={onChange}
      orientation={row ? 'horizontal' : 'vertical'}
      isInvalid={frame.error !== undefined}
      isDisabled={isDisabled}
      validationBehavior="aria"
    >
      <FieldLabel {...frame} />
      <div className={row ? 'choices choices-row' : 'choices'}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="check radio">
            <span className="check-box radio-dot" />
            <span className="check-words">
              {option.label}
              {option.detail && <span className="check-detail"> {option.detail}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldFoot {...frame} />
    </AriaRadioGroup>
  );
}
