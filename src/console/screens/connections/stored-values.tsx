import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { extensionUsageQuery } from '../../api/extension-schemas.ts';
import type { ExtensionSchema } from '../../api/types.ts';
import { ChoiceCards } from '../../components/choice-cards.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { counted } from '../../components/words.ts';

interface StoredValuesProps {
  readonly organization: string;
  readonly connectionId: string;
  readonly schema: ExtensionSchema;
  /** Only of these; otherwise of the whole schema. */
  readonly attributes?: readonly string[];
  readonly value: 'keep' | 'delete';
  readonly onChange: (value: 'keep' | 'delete') => void;
}

/** Asks what becomes of stored values of what is declared no longer, saying how many have some. */
export function StoredValues({ organization, connectionId, schema, attributes, value, onChange }: StoredValuesProps) {
  const { data, error } = useQuery(extensionUsageQuery(organization, connectionId, schema.id, attributes));
  if (error && !data) return <ErrorState error={error} />;
  if (!data) return <Skeleton height={120} aria-busy="true" />;
  const [one, many] = schema.resourceType === 'User' ? ['user has', 'users have'] : ['group has', 'groups have'];
  const what = attributes ? `of ${attributes.join(', ')}` : 'of it';
  return (
    <Stack gap="xs">
      <ChoiceCards
        label="What becomes of stored values?"
        description={`${counted(data.records, one, many)} values ${what}.`}
        value={value}
        onChange={onChange}
        choices={[
          {
            value: 'keep',
            title: 'Keep them out of sight',
            description: 'No answer shows them and no filter finds them. They are back when it is declared again.',
          },
          { value: 'delete', title: 'Delete them', description: 'For good: nobody can bring them back.' },
        ]}
      />
    </Stack>
  );
}
