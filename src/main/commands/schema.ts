import { type Command, Option } from 'commander';
import { NotFound } from '../../application/errors.ts';
import { command, group } from '../command-line/command.ts';
import { findConnection } from '../command-line/find-things.ts';
import type { Operator, OperatorInput } from '../command-line/operator.ts';
import { type OutputFlags, print, table } from '../command-line/print.ts';
import { readJsonFile } from '../command-line/read-json-file.ts';
import { withOperator } from '../command-line/with-operator.ts';

interface Flags extends OutputFlags {
  readonly connection: string;
  readonly organization?: string;
}

interface ApplyFlags extends Flags {
  readonly file: string;
  readonly for?: 'User' | 'Group';
  readonly required?: boolean;
  readonly removedValues: 'keep' | 'delete';
}

type Declaration = NonNullable<OperatorInput<'declareExtensionSchema'>['body']>;

export const registerSchema = (program: Command): void => {
  const schemas = group(program, 'schema', 'extension schemas of connections: list, apply, delete');
  const one = (name: string, description: string) =>
    command(schemas, name, description)
      .requiredOption('--connection <connection>', 'its id; with --organization also its name')
      .option('--organization <slug>', 'slug or id');
  const values = (flag: string) =>
    new Option(`${flag} <what>`, 'stored values of what is declared no longer: keep them out of sight, or delete them')
      .choices(['keep', 'delete'])
      .default('keep');

  one('list', 'list the extension schemas of a connection').action(list);
  one('apply', 'declare a schema, or change it to what a file says')
    .requiredOption('--file <path>', 'JSON in the form of RFC 7643 §7; an attribute may also say "filterable": false')
    .addOption(new Option('--for <type>', 'what it extends, unless the file says').choices(['User', 'Group']))
    .option('--required', 'every new user (or group) must have attributes of it')
    .addOption(values('--removed-values'))
    .action(apply);
  one('delete <schema>', 'remove a schema by its URN').addOption(values('--values')).action(remove);
};

const list = (flags: Flags) =>
  withOperator('schema list', async (operator) => {
    const { items } = await operator.run('listExtensionSchemas', { params: await connectionParams(operator, flags) });
    await print(flags, items, (all) =>
      table(
        ['URN', 'Name', 'For', 'Required', 'Attributes'],
        all.map(({ id, name, resourceType, required, attributes }) => [
          id,
          name,
          resourceType,
          required ? 'yes' : 'no',
          attributes.map((attribute) => attribute.name).join(', '),
        ]),
        'There are no extension schemas: declare one with "holdfast schema apply".',
      ),
    );
  });

const apply = (flags: ApplyFlags) =>
  withOperator('schema apply', async (operator) => {
    const params = await connectionParams(operator, flags);
    const declaration = await readDeclaration(flags);
    const schemaId = declaration.id;
    if (await isDeclared(operator, { ...params, schemaId })) {
      const { id: _id, schemas: _schemas, meta: _meta, ...change } = declaration;
      const whole = { ...change, description: change.description ?? null, required: change.required ?? false };
      const body = { ...whole, removedValues: flags.removedValues };
      const changed = await operator.run('changeExtensionSchema', { params: { ...params, schemaId }, body });
      await print(
        flags,
        changed,
        ({ schema, recordsChanged }) => `Changed the schema ${schema.id}.${lost(recordsChanged)}`,
      );
      return;
    }
    const schema = await operator.run('declareExtensionSchema', { params, body: declaration });
    await print(flags, { schema, recordsChanged: 0 }, () => `Declared the schema ${schema.id}.`);
  });

const remove = (schemaId: string, flags: Flags & { readonly values: 'keep' | 'delete' }) =>
  withOperator('schema delete', async (operator) => {
    const params = { ...(await connectionParams(operator, flags)), schemaId };
    const { records } = await operator.run('countExtensionValues', { params });
    const { recordsChanged } = await operator.run('removeExtensionSchema', { params, query: { values: flags.values } });
    await print(flags, { schemaId, recordsWithValues: records, recordsChanged }, () =>
      flags.values === 'delete'
        ? `Removed the schema ${schemaId}.${lost(recordsChanged)}`
        : `Removed the schema ${schemaId}. Values of ${records} ${people(records)} are kept out of sight until it is declared again.`,
    );
  });

/** The flags add what RFC 7643 §7 has no word for. What is wrong with the rest, the operation says. */
async function readDeclaration(flags: ApplyFlags): Promise<Declaration> {
  const content = await readJsonFile(flags.file);
  return {
    ...content,
    ...(flags.for && { resourceType: flags.for }),
    ...(flags.required && { required: true }),
  } as Declaration;
}

async function isDeclared(operator: Operator, params: NonNullable<OperatorInput<'getExtensionSchema'>['params']>) {
  if (typeof params.schemaId !== 'string' || params.schemaId === '') return false;
  try {
    await operator.run('getExtensionSchema', { params });
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

async function connectionParams(operator: Operator, flags: Flags) {
  const connection = await findConnection(operator, flags.connection, flags.organization);
  return { organization: connection.tenant, connectionId: connection.id };
}

const people = (count: number): string => (count === 1 ? 'user or group' : 'users or groups');
const lost = (count: number): string => (count === 0 ? '' : ` ${count} ${people(count)} lost values.`);
