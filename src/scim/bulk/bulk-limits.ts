/** What one Bulk request may hold (RFC 7644 §3.7.4), as ServiceProviderConfig announces it. */
export const MAX_BULK_OPERATIONS = 1_000;
export const MAX_BULK_PAYLOAD_BYTES = 4 * 1024 * 1024;
