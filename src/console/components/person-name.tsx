import classes from './person-name.module.css';

interface PersonNameProps {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** A person in a list: the name, with the e-mail below it where both are known. */
export function PersonName({ name, email }: PersonNameProps) {
  return (
    <span className={classes.root}>
      <span>{name ?? email ?? 'a deleted account'}</span>
      {name && email && <span className={classes.email}>{email}</span>}
    </span>
  );
}
