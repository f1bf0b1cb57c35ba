/** Which boxes an administrator fills where; Markdown, for the description of the operation that creates a connection. */
export const SET_UP_INSTRUCTIONS = `The answer holds the first token, which is never shown again, and in \`connection.setUp\` what to enter in the identity provider under the names its screens use. \`scimBaseUrl\` is \`https://…/scim/v2\`.

**Okta** (a SAML 2.0 or SWA app; General → App Settings → Provisioning: *SCIM*; then Provisioning → Settings → Integration):

| box | value |
| --- | --- |
| SCIM connector base URL | \`scimBaseUrl\` |
| Unique identifier field for users | \`userName\` |
| Supported provisioning actions | Import New Users and Profile Updates, Push New Users, Push Profile Updates, Push Groups |
| Authentication Mode | HTTP Header |
| Authorization: Bearer | \`token.token\` |

*Test Connector Configuration*, Save; then Provisioning → To App: *Create Users*, *Update User Attributes*, *Deactivate Users*. Assign people, and push groups on the *Push Groups* tab.

**Microsoft Entra ID** (an enterprise application that is not from the gallery; Provisioning):

| box | value |
| --- | --- |
| Provisioning Mode, where it is asked for | Automatic |
| Tenant URL | \`scimBaseUrl\` followed by \`?aadOptscim062020\` |
| Secret Token | \`token.token\` |
| Attribute mapping of \`userName\` | \`userPrincipalName\`, matching precedence 1 |
| Attribute mapping of \`externalId\` | \`objectId\`, for users and groups |
| Attribute mapping of \`active\` | \`Switch([IsSoftDeleted], , "False", "True", "True", "False")\` |
| Attribute mapping of \`emails[type eq "work"].value\` | \`mail\` |
| Provisioning Status | On |

*Test Connection*, Save; assign people and groups under *Users and groups*; *Start provisioning*.

Every other client takes the base URL and the token as a bearer token.`;
