import { notifications } from '@mantine/notifications';
import { adviceFor, asProblem } from '../api/problem.ts';

/** Says that something worked, for a moment. */
export const done = (message: string): void => {
  notifications.show({ message, color: 'kelp', withBorder: true });
};

/** For mutations without a form: says what did not work and why, until closed. */
export const failed =
  (title: string) =>
  (error: unknown): void => {
    const problem = asProblem(error);
    notifications.show({
      title,
      message: `${problem.message} ${adviceFor(problem)}`,
      color: 'red',
      withBorder: true,
      autoClose: false,
    });
  };
