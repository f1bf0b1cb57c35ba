/** Holdfast's own extension of User (RFC 7643 §3.3). */
export const PROVISIONING_SCHEMA = 'urn:ietf:params:scim:schemas:extension:holdfast:2.0:User';
