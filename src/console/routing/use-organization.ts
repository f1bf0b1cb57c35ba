import { useParams } from '@tanstack/react-router';

/** The slug in the address: which organization the screen is about. */
export const useOrganization = (): string => useParams({ from: '/app/o/$organization' }).organization;
