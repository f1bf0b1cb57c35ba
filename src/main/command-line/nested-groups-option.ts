import { Option } from 'commander';

export const nestedGroupsOption = (): Option =>
  new Option(
    '--nested-groups <what>',
    'groups as members of groups: refuse the request, accept them without effect, or count their members',
  ).choices(['refuse', 'ignore', 'expand']);
