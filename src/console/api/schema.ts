// Written by `npm run openapi`; do not edit.
export interface paths {
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with e-mail and password
         * @description Sets the session cookie. After too many failures for an e-mail from one address: 429.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change my password
         * @description Ends every other session of the account.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/one-time-links/{linkId}/inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a one-time link is for */
        post: operations["inspectOneTimeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/one-time-links/{linkId}/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use a one-time link
         * @description Creates the first instance administrator, or sets a password; signs in either way.
         */
        post: operations["redeemOneTimeLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List organizations */
        get: operations["listOrganizations"];
        put?: never;
        /** Create an organization */
        post: operations["createOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an organization */
        get: operations["getOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an organization */
        patch: operations["changeOrganization"];
        trace?: never;
    };
    "/organizations/{organization}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sync health at a glance */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List teams */
        get: operations["listTeams"];
        put?: never;
        /** Create a team */
        post: operations["createTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List projects */
        get: operations["listProjects"];
        put?: never;
        /** Create a project in a team */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the people of an organization */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a person with grants */
        get: operations["getPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/people/{person}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why does this person have these roles? */
        get: operations["explainPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/people/{person}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a membership by hand
         * @description The directory never lifts such a suspension.
         */
        post: operations["suspendPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/people/{person}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift a suspension */
        post: operations["restorePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List role grants */
        get: operations["listGrants"];
        put?: never;
        /** Grant a role by hand */
        post: operations["createGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/grants/{grantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a role granted by hand
         * @description Taking the last administrator is refused with 409.
         */
        delete: operations["deleteGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List connections */
        get: operations["listConnections"];
        put?: never;
        /**
         * Connect an identity provider
         * @description The answer holds the first token, which is never shown again, and in `connection.setUp` what to enter in the identity provider under the names its screens use. `scimBaseUrl` is `https://…/scim/v2`.
         *
         *     **Okta** (a SAML 2.0 or SWA app; General → App Settings → Provisioning: *SCIM*; then Provisioning → Settings → Integration):
         *
         *     | box | value |
         *     | --- | --- |
         *     | SCIM connector base URL | `scimBaseUrl` |
         *     | Unique identifier field for users | `userName` |
         *     | Supported provisioning actions | Import New Users and Profile Updates, Push New Users, Push Profile Updates, Push Groups |
         *     | Authentication Mode | HTTP Header |
         *     | Authorization: Bearer | `token.token` |
         *
         *     *Test Connector Configuration*, Save; then Provisioning → To App: *Create Users*, *Update User Attributes*, *Deactivate Users*. Assign people, and push groups on the *Push Groups* tab.
         *
         *     **Microsoft Entra ID** (an enterprise application that is not from the gallery; Provisioning):
         *
         *     | box | value |
         *     | --- | --- |
         *     | Provisioning Mode, where it is asked for | Automatic |
         *     | Tenant URL | `scimBaseUrl` followed by `?aadOptscim062020` |
         *     | Secret Token | `token.token` |
         *     | Attribute mapping of `userName` | `userPrincipalName`, matching precedence 1 |
         *     | Attribute mapping of `externalId` | `objectId`, for users and groups |
         *     | Attribute mapping of `active` | `Switch([IsSoftDeleted], , "False", "True", "True", "False")` |
         *     | Attribute mapping of `emails[type eq "work"].value` | `mail` |
         *     | Provisioning Status | On |
         *
         *     *Test Connection*, Save; assign people and groups under *Users and groups*; *Start provisioning*.
         *
         *     Every other client takes the base URL and the token as a bearer token.
         */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a connection, with the values to enter in the identity provider */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        /**
         * Delete a connection
         * @description Its tokens die at once; a sync job does to its people what was chosen, under the guard.
         */
        delete: operations["deleteConnection"];
        options?: never;
        head?: never;
        /** Change a connection */
        patch: operations["changeConnection"];
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a connection
         * @description SCIM requests get 503 with Retry-After, its jobs wait, access stays as it is.
         */
        post: operations["pauseConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume a paused connection */
        post: operations["resumeConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tokens of a connection */
        get: operations["listConnectionTokens"];
        put?: never;
        /** Create a further token */
        post: operations["createConnectionToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/tokens/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a new token and let the others expire after an overlap */
        post: operations["rotateConnectionToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a token at once */
        delete: operations["revokeConnectionToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the latest SCIM requests of a connection, newest first
         * @description Values of people are masked, secrets are never kept. Requests appear within a second or so of their answer.
         */
        get: operations["listConnectionRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/diagnosis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say what the latest requests show to be set up wrongly, and what to do */
        get: operations["diagnoseConnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/unmask-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep the requests of a connection with personal values for a while
         * @description For support. It leaves an audit event, ends by itself, and never keeps secrets.
         */
        post: operations["unmaskConnectionRequests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/oauth-clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the OAuth clients of a connection */
        get: operations["listOauthClients"];
        put?: never;
        /**
         * Create an OAuth client
         * @description For identity providers that prefer OAuth 2.0 client credentials to a long-lived token. The secret is in the answer and never shown again. With it, `POST /oauth/token` (form-encoded, `grant_type=client_credentials`, the client by HTTP Basic or as `client_id` and `client_secret`) answers short-lived access tokens for `/scim/v2`.
         */
        post: operations["createOauthClient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/oauth-clients/{oauthClientId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a new secret and let the others expire after an overlap */
        post: operations["rotateOauthClientSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/oauth-clients/{oauthClientId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an OAuth client and its access tokens at once */
        delete: operations["revokeOauthClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the extension schemas of a connection
         * @description Those declared here. What the connection serves besides stands at `/scim/v2/Schemas`.
         */
        get: operations["listExtensionSchemas"];
        put?: never;
        /**
         * Declare an extension schema
         * @description A schema in the form of RFC 7643 §7 is taken as it is. The connection serves it at once; other processes follow within 5 seconds.
         */
        post: operations["declareExtensionSchema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/schemas/{schemaId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an extension schema */
        get: operations["getExtensionSchema"];
        put?: never;
        post?: never;
        /** Remove an extension schema */
        delete: operations["removeExtensionSchema"];
        options?: never;
        head?: never;
        /**
         * Change an extension schema
         * @description Attributes may always be added and removed. The type of an attribute, and whether it is unique, cannot change while there are values of it (409).
         */
        patch: operations["changeExtensionSchema"];
        trace?: never;
    };
    "/organizations/{organization}/connections/{connectionId}/schemas/{schemaId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the users or groups that have values of an extension schema
         * @description To be shown before it, or some of its attributes, are removed.
         */
        get: operations["countExtensionValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the groups identity providers pushed */
        get: operations["listDirectoryGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/groups/{groupId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a group an identity provider pushed
         * @description One that the identity provider deleted is not found.
         */
        get: operations["getDirectoryGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the users identity providers pushed */
        get: operations["listDirectoryUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a user an identity provider pushed
         * @description One that the identity provider deleted is not found.
         */
        get: operations["getDirectoryUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List role mappings */
        get: operations["listMappings"];
        put?: never;
        /** Map a group to a role */
        post: operations["createMapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/mappings/{mappingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a role mapping */
        get: operations["getMapping"];
        put?: never;
        post?: never;
        /** Delete a role mapping */
        delete: operations["deleteMapping"];
        options?: never;
        head?: never;
        /** Change a role mapping */
        patch: operations["changeMapping"];
        trace?: never;
    };
    "/organizations/{organization}/mappings/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who would gain and lose what, before it is saved */
        post: operations["previewMappingEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/sync-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sync jobs, newest first */
        get: operations["listSyncJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/sync-jobs/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow sync jobs live
         * @description Server-sent events: `job` carries a SyncJob whenever one is accepted or changes. Nothing is replayed: read the list after `ready`.
         */
        get: operations["streamSyncJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/sync-jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a sync job with its request */
        get: operations["getSyncJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/sync-jobs/{jobId}/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what became of each person of a sync job */
        get: operations["listSyncJobOutcomes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/sync-jobs/{jobId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue a failed job again
         * @description It goes on where it stood. Only a job that is `failed`: any other answers 409. A held job is decided again by itself when another administrator can sign in, or through its hold.
         */
        post: operations["retrySyncJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List holds of all organizations and of the instance */
        get: operations["listAllHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List holds, newest first */
        get: operations["listHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/holds/{holdId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a hold */
        get: operations["getHold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/holds/{holdId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make somebody else administrator and let the held change through
         * @description Nobody completes a hold about themselves.
         */
        post: operations["completeHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/holds/{holdId}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep the administrator for a while, with a reason
         * @description Nobody discards a hold about themselves.
         */
        post: operations["discardHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organization}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List audit events, newest first */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instance/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List audit events of accounts and of the instance itself, newest first */
        get: operations["listInstanceAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List or search accounts */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Create an account
         * @description It has no password until one is set through a one-time link.
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an account with its memberships */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        /** Delete an account */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lock an account and end its sessions */
        post: operations["lockAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unlock an account */
        post: operations["unlockAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{accountId}/set-password-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a link with which the person sets a password */
        post: operations["createSetPasswordLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my API tokens */
        get: operations["listApiTokens"];
        put?: never;
        /** Create an API token for a program that acts as me */
        post: operations["createApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke one of my API tokens */
        delete: operations["revokeApiToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instance/administrators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List instance administrators */
        get: operations["listAdministrators"];
        put?: never;
        /** Make an account instance administrator */
        post: operations["createAdministrator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instance/administrators/{grantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take the role of instance administrator away
         * @description Taking the last one is refused with 409.
         */
        delete: operations["deleteAdministrator"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instance/operation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which processes run, and whether changes are taken */
        get: operations["getOperationState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get an access token for SCIM with the id and secret of an OAuth client
         * @description Client credentials (RFC 6749 §4.4), for identity providers. The client comes by HTTP Basic or in the body. A token ends with its lifetime, or with the secret it was got with; ask for a new one then, not for each request: more than 5 a second, or 100 at once, get 429 with `Retry-After`.
         */
        post: operations["issueAccessToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Session: {
            account: {
                id: string;
                email: string;
                displayName?: string;
            };
            /** @enum {string} */
            via: "session" | "api_token";
            /** @description To be sent as `x-csrf-token` with every request that changes something; only with a session cookie */
            csrfToken?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            expiresAt?: string;
            /** @description Roles in the instance */
            roles: components["schemas"]["ScopedRole"][];
        };
        ScopedRole: {
            scope: components["schemas"]["Scope"];
            role: components["schemas"]["Role"];
        };
        Scope: {
            kind: components["schemas"]["ScopeKind"];
            id: string;
            /** @description Absent when it no longer exists */
            name?: string;
        };
        /** @enum {string} */
        ScopeKind: "instance" | "organization" | "team" | "project";
        /**
         * @description Which roles there are depends on the scope
         * @enum {string}
         */
        Role: "instance_admin" | "admin" | "billing_admin" | "auditor" | "member" | "viewer" | "owner" | "editor";
        Problem: {
            /** @description Stable name of the kind of problem, e.g. `urn:holdfast:problem:last-administrator` */
            type: string;
            title: string;
            status: number;
            /** @description A sentence for people */
            detail: string;
            /** @description The id of the request, as in the log and the `x-request-id` header */
            instance: string;
            errors?: {
                /** @description Where in the request, e.g. `body.email` */
                path: string;
                message: string;
            }[];
        };
        SignInInput: {
            email: string;
            password: string;
        };
        PasswordInput: {
            currentPassword: string;
            newPassword: string;
        };
        OneTimeLink: {
            id: string;
            purpose: components["schemas"]["LinkPurpose"];
            /** @description Whose password it sets */
            email?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            expiresAt: string;
        };
        /** @enum {string} */
        LinkPurpose: "create_first_administrator" | "set_password";
        LinkInspectInput: {
            /** @description What follows the point in `/welcome#<id>.<secret>` */
            secret: string;
        };
        LinkRedeemInput: {
            /** @enum {string} */
            purpose: "create_first_administrator";
            /** @description What follows the point in `/welcome#<id>.<secret>` */
            secret: string;
            email: string;
            displayName: string;
            password: string;
        } | {
            /** @enum {string} */
            purpose: "set_password";
            /** @description What follows the point in `/welcome#<id>.<secret>` */
            secret: string;
            password: string;
        };
        OrganizationPage: {
            items: components["schemas"]["Organization"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        Organization: {
            id: string;
            name: string;
            slug: string;
            leaverRule: components["schemas"]["LeaverRule"];
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
        };
        /**
         * @description Whether one connection’s deactivation ends a membership, or only that of all
         * @enum {string}
         */
        LeaverRule: "any" | "all";
        OrganizationInput: {
            name: string;
            slug: string;
            leaverRule?: components["schemas"]["LeaverRule"];
        };
        OrganizationChange: {
            name?: string;
            leaverRule?: components["schemas"]["LeaverRule"];
        };
        Overview: {
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            at: string;
            /** @description Jobs accepted in the last 24 hours */
            jobsByState: {
                queued?: number;
                running?: number;
                applied?: number;
                partly_applied?: number;
                held?: number;
                refused?: number;
                failed?: number;
                discarded?: number;
                superseded?: number;
            };
            /** @description The last 24 hours, oldest first */
            jobsPerHour: {
                /**
                 * Format: date-time
                 * @description ISO 8601, in UTC, with milliseconds
                 */
                hour: string;
                total: number;
                byState: {
                    queued?: number;
                    running?: number;
                    applied?: number;
                    partly_applied?: number;
                    held?: number;
                    refused?: number;
                    failed?: number;
                    discarded?: number;
                    superseded?: number;
                };
            }[];
            /** @description Queued or running now, however old */
            waitingJobs: number;
            openHolds: number;
            oldestOpenHoldSeconds?: number;
            people: {
                active: number;
                suspended: number;
                ended: number;
            };
            connections: {
                id: string;
                name: string;
                type: components["schemas"]["ConnectionType"];
                /** @enum {string} */
                state: "active" | "paused" | "deleted";
                /**
                 * Format: date-time
                 * @description ISO 8601, in UTC, with milliseconds
                 */
                lastRequestAt?: string;
            }[];
        };
        /** @enum {string} */
        ConnectionType: "okta" | "entra" | "generic";
        TeamPage: {
            items: components["schemas"]["Team"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        Team: {
            id: string;
            name: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
        };
        TeamInput: {
            name: string;
        };
        ProjectPage: {
            items: components["schemas"]["Project"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        Project: {
            id: string;
            teamId: string;
            teamName?: string;
            name: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
        };
        ProjectInput: {
            teamId: string;
            name: string;
        };
        PersonPage: {
            items: components["schemas"]["Person"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        Person: {
            accountId: string;
            email: string;
            displayName?: string;
            state: components["schemas"]["MembershipState"];
            /**
             * Format: date-time
             * @description When the membership came into this state
             */
            since: string;
            /** @description Who suspended or ended the membership */
            cause?: {
                /** @enum {string} */
                by: "connection" | "person";
                connectionId?: string;
                connectionName?: string;
                accountId?: string;
                email?: string;
                reason?: string;
            };
            locked: boolean;
            /** @description Effective roles: the strongest grant of each scope; none while suspended */
            roles: components["schemas"]["ScopedRole"][];
        };
        /** @enum {string} */
        MembershipState: "active" | "suspended" | "ended";
        PersonDetail: {
            accountId: string;
            email: string;
            displayName?: string;
            state: components["schemas"]["MembershipState"];
            /**
             * Format: date-time
             * @description When the membership came into this state
             */
            since: string;
            /** @description Who suspended or ended the membership */
            cause?: {
                /** @enum {string} */
                by: "connection" | "person";
                connectionId?: string;
                connectionName?: string;
                accountId?: string;
                email?: string;
                reason?: string;
            };
            locked: boolean;
            /** @description Effective roles: the strongest grant of each scope; none while suspended */
            roles: components["schemas"]["ScopedRole"][];
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            lastSignInAt?: string;
            /** @description Every grant with its source, those dormant while suspended included */
            grants: components["schemas"]["Grant"][];
        };
        Grant: {
            id: string;
            accountId: string;
            scope: components["schemas"]["Scope"];
            role: components["schemas"]["Role"];
            source: components["schemas"]["GrantSource"];
            /** @description The sync job that brought it */
            jobId?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
        };
        GrantSource: {
            /** @enum {string} */
            kind: "mapping" | "manual" | "first_user";
            mappingId?: string;
            groupId?: string;
            groupName?: string;
            /** @description Of a mapping that names a value of the user instead of a group */
            attribute?: {
                name: string;
                value: string;
            };
            connectionId?: string;
            connectionName?: string;
            byAccountId?: string;
            byEmail?: string;
            reason?: string;
        };
        Explanation: {
            accountId: string;
            email: string;
            /** @description Absent when the person never belonged to the organization */
            membership?: {
                state: components["schemas"]["MembershipState"];
                /**
                 * Format: date-time
                 * @description ISO 8601, in UTC, with milliseconds
                 */
                since: string;
                cause?: components["schemas"]["MembershipCause"];
            };
            roles: {
                scope: components["schemas"]["Scope"];
                /**
                 * @description The effective role; absent while the membership is not active
                 * @enum {string}
                 */
                role?: "instance_admin" | "admin" | "billing_admin" | "auditor" | "member" | "viewer" | "owner" | "editor";
                /** @description Strongest first */
                grants: components["schemas"]["ExplainedGrant"][];
                /** @description The open hold that keeps this role */
                holdId?: string;
            }[];
        };
        MembershipCause: {
            /** @enum {string} */
            by: "connection" | "person";
            connectionId?: string;
            connectionName?: string;
            accountId?: string;
            email?: string;
            reason?: string;
        };
        ExplainedGrant: {
            grantId: string;
            role: components["schemas"]["Role"];
            source: components["schemas"]["GrantSource"];
            /** @description Of a group the person is in by way of others: from the one they were put into to that group */
            groupPath?: {
                id: string;
                displayName: string;
            }[];
            jobId?: string;
            jobSummary?: string;
            requestId?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /** @description The same in words */
            sentence: string;
        };
        SuspendInput: {
            reason: string;
        };
        GrantPage: {
            items: components["schemas"]["Grant"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        /** @enum {string} */
        OrganizationScopeKind: "organization" | "team" | "project";
        GrantInput: {
            accountId: string;
            scopeKind: components["schemas"]["OrganizationScopeKind"];
            scopeId: string;
            role: components["schemas"]["Role"];
            reason?: string;
        };
        ConnectionPage: {
            items: components["schemas"]["Connection"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        Connection: {
            id: string;
            type: components["schemas"]["ConnectionType"];
            name: string;
            /** @enum {string} */
            state: "active" | "paused" | "deleted";
            onLastAdministrator: components["schemas"]["OnLastAdministrator"];
            whileHeld: components["schemas"]["WhileHeld"];
            groupUniqueness: components["schemas"]["GroupUniqueness"];
            nestedGroups: components["schemas"]["NestedGroups"];
            /** @description Absent: as the installation is configured */
            rateLimit?: {
                /** @description In the long run */
                requestsPerSecond: number;
                /** @description At once, after a pause */
                burst: number;
            };
            /** @description Absent: as the installation is configured */
            keptRequests?: number;
            /**
             * Format: date-time
             * @description Until then its requests are kept with personal values
             */
            unmaskedUntil?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            pausedAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            deletedAt?: string;
            /**
             * Format: date-time
             * @description When a token of it was last used, to the minute; absent before the first
             */
            lastRequestAt?: string;
            counts: {
                users: number;
                activeUsers: number;
                groups: number;
            };
            /** Format: uri */
            scimBaseUrl: string;
            /** @description What to enter in the identity provider; the token is shown apart, once */
            setUp: components["schemas"]["SetUpValue"][];
        };
        /**
         * @description What a SCIM request gets that would take the last administrator away: accepted and held for a decision (`hold`), or 409 (`reject`). Okta may never send a rejected deactivation again.
         * @enum {string}
         */
        OnLastAdministrator: "hold" | "reject";
        /**
         * @description Whether open sessions and tokens of a person whose removal is held end at once
         * @enum {string}
         */
        WhileHeld: "end_sessions" | "keep_sessions";
        /**
         * @description What two groups of the connection may not share
         * @enum {string}
         */
        GroupUniqueness: "displayName" | "externalId";
        /**
         * @description What becomes of groups as members of groups: the request is refused with 400 (`refuse`), they are stored and shown without effect on roles (`ignore`), or whoever is in the inner group counts as being in the outer one (`expand`).
         * @enum {string}
         */
        NestedGroups: "refuse" | "ignore" | "expand";
        SetUpValue: {
            /** @description The name of the field in the identity provider */
            label: string;
            value: string;
            /** @description Whether it is a text to paste; otherwise an option to choose */
            copy: boolean;
        };
        CreatedConnection: {
            connection: components["schemas"]["Connection"];
            token: components["schemas"]["CreatedConnectionToken"];
            /** Format: uri */
            scimBaseUrl: string;
        };
        CreatedConnectionToken: {
            id: string;
            /** @description How the token begins, to recognize it */
            prefix: string;
            /**
             * @description `ended`: the one person it is bound to was deleted, so that it reaches nothing any more
             * @enum {string}
             */
            state: "active" | "expired" | "revoked" | "ended";
            /** @description The one person it is bound to; without it, it speaks for the connection */
            directoryUser?: {
                id: string;
                userName: string;
            };
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            revokedAt?: string;
            /**
             * @description With `ended`: why
             * @enum {string}
             */
            endedReason?: "person_deleted";
            /**
             * Format: date-time
             * @description To the minute
             */
            lastUsedAt?: string;
            /** @description Shown once; only its hash is kept */
            token: string;
        };
        ConnectionInput: {
            type: components["schemas"]["ConnectionType"];
            name: string;
            onLastAdministrator?: components["schemas"]["OnLastAdministrator"];
            whileHeld?: components["schemas"]["WhileHeld"];
            groupUniqueness?: components["schemas"]["GroupUniqueness"];
            nestedGroups?: components["schemas"]["NestedGroups"];
        };
        ConnectionChange: {
            name?: string;
            onLastAdministrator?: components["schemas"]["OnLastAdministrator"];
            whileHeld?: components["schemas"]["WhileHeld"];
            groupUniqueness?: components["schemas"]["GroupUniqueness"];
            nestedGroups?: components["schemas"]["NestedGroups"];
            /** @description null: as the installation is configured */
            rateLimit?: {
                /** @description In the long run */
                requestsPerSecond: number;
                /** @description At once, after a pause */
                burst: number;
            } | null;
            /** @description null: as the installation is configured */
            keptRequests?: number | null;
        };
        JobStarted: {
            jobId: string;
        };
        ConnectionTokenPage: {
            items: components["schemas"]["ConnectionToken"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        ConnectionToken: {
            id: string;
            /** @description How the token begins, to recognize it */
            prefix: string;
            /**
             * @description `ended`: the one person it is bound to was deleted, so that it reaches nothing any more
             * @enum {string}
             */
            state: "active" | "expired" | "revoked" | "ended";
            /** @description The one person it is bound to; without it, it speaks for the connection */
            directoryUser?: {
                id: string;
                userName: string;
            };
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            revokedAt?: string;
            /**
             * @description With `ended`: why
             * @enum {string}
             */
            endedReason?: "person_deleted";
            /**
             * Format: date-time
             * @description To the minute
             */
            lastUsedAt?: string;
        };
        ConnectionTokenInput: {
            /**
             * Format: date-time
             * @description ISO 8601 with a zone
             */
            expiresAt?: string;
            /** @description Binds the token to one user of the connection: it reaches that person at `/Me`, and nothing else */
            directoryUserId?: string;
        };
        RotateTokenInput: {
            /**
             * @description How long the tokens of before go on working
             * @default 24
             */
            overlapHours?: number;
        };
        ConnectionRequestPage: {
            items: components["schemas"]["ConnectionRequest"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        ConnectionRequest: {
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            at: string;
            method: string;
            /** @description From the root of the service, with its query; values of people masked */
            path: string;
            status: number;
            cause?: components["schemas"]["RefusalCause"];
            scimType?: string;
            /** @description What the client was told about an error */
            detail?: string;
            durationMs: number;
            userAgent?: string;
            requestId: string;
            tokenId?: string;
            /** @description Its shape: values of people masked, long lists cut; never secrets */
            body?: unknown;
            /** @description Kept with personal values, because somebody asked for it */
            unmasked: boolean;
            /** @description Requests before it that came too fast to be kept */
            skippedBefore?: number;
        };
        /**
         * @description Why it was turned away before anybody looked into it
         * @enum {string}
         */
        RefusalCause: "expired_token" | "revoked_token" | "expired_access_token" | "revoked_access_token" | "wrong_token" | "deleted_connection" | "rate_limit" | "paused" | "wrong_address";
        ConnectionDiagnosis: {
            /** @description How many of the latest requests were looked at */
            requests: number;
            /** @description How many of them were answered without an error */
            answered: number;
            /** @description Which client they seem to come from, when they show it */
            client?: {
                /** @description For people */
                name: string;
                /**
                 * @description It says so itself; or only it sends requests of that form
                 * @enum {string}
                 */
                by: "user_agent" | "behavior";
                /** @description Its user agent, or what is particular about its requests */
                sign: string;
                /**
                 * @description The type of connection that fits it
                 * @enum {string}
                 */
                connectionType: "okta" | "entra" | "generic";
            };
            /** @description What the latest that says so calls itself */
            userAgent?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            lastAt?: string;
            mistakes: components["schemas"]["ConnectionMistake"][];
        };
        ConnectionMistake: {
            /** @enum {string} */
            kind: "missing_scim_path" | "wrong_base_url" | "expired_token" | "revoked_token" | "expired_access_token" | "revoked_access_token" | "wrong_token" | "missing_user_name" | "entra_flag_missing" | "too_fast" | "paused" | "wrong_content_type";
            /**
             * @description Requests are refused; or they work, and would work better
             * @enum {string}
             */
            severity: "problem" | "advice";
            title: string;
            /** @description What to do about it, and where */
            advice: string;
            /** @description How many of the latest requests show it, since it was last right */
            count: number;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            lastAt: string;
            /** @description The latest of them in the list of requests */
            lastRequestId: string;
        };
        UnmaskRequests: {
            /**
             * @description For how long from now; 0 ends it
             * @default 60
             */
            minutes?: number;
        };
        OauthClientPage: {
            items: components["schemas"]["OauthClient"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        OauthClient: {
            id: string;
            name: string;
            /** @description What the identity provider sends as `client_id` */
            clientId: string;
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            /**
             * Format: uri
             * @description Where it gets access tokens with `grant_type=client_credentials`
             */
            tokenEndpoint: string;
            tokenLifetimeSeconds: number;
            /** @description Newest first; several while the secret is rotated */
            secrets: components["schemas"]["OauthSecret"][];
            /** @description What to enter in the identity provider; the secret is shown apart, once */
            setUp: components["schemas"]["SetUpValue"][];
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            revokedAt?: string;
            /**
             * Format: date-time
             * @description When one of its access tokens was last used, to the minute
             */
            lastUsedAt?: string;
        };
        OauthSecret: {
            id: string;
            /** @enum {string} */
            state: "active" | "expired";
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            expiresAt?: string;
        };
        IssuedOauthClient: {
            id: string;
            name: string;
            /** @description What the identity provider sends as `client_id` */
            clientId: string;
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            /**
             * Format: uri
             * @description Where it gets access tokens with `grant_type=client_credentials`
             */
            tokenEndpoint: string;
            tokenLifetimeSeconds: number;
            /** @description Newest first; several while the secret is rotated */
            secrets: components["schemas"]["OauthSecret"][];
            /** @description What to enter in the identity provider; the secret is shown apart, once */
            setUp: components["schemas"]["SetUpValue"][];
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            revokedAt?: string;
            /**
             * Format: date-time
             * @description When one of its access tokens was last used, to the minute
             */
            lastUsedAt?: string;
            /** @description Shown once; only its hash is kept */
            clientSecret: string;
        };
        OauthClientInput: {
            name: string;
            /**
             * Format: date-time
             * @description When the secret stops working; never by default
             */
            expiresAt?: string;
            /**
             * @description How long an access token works. It also ends with the client and with the secret it was got with.
             * @default 3600
             */
            tokenLifetimeSeconds?: number;
        };
        RotateOauthSecretInput: {
            /**
             * @description How long the secrets of before go on working, and the access tokens got with them
             * @default 24
             */
            overlapHours?: number;
            /**
             * Format: date-time
             * @description When the new secret stops working; never by default
             */
            expiresAt?: string;
        };
        ExtensionSchemaList: {
            items: components["schemas"]["ExtensionSchema"][];
        };
        ExtensionSchema: {
            /** @description Its URN */
            id: string;
            name: string;
            description?: string;
            /** @enum {string} */
            resourceType: "User" | "Group";
            /** @description Whether every new resource must have attributes of it */
            required: boolean;
            attributes: components["schemas"]["ExtensionAttribute"][];
        };
        ExtensionAttribute: {
            name: string;
            /** @default false */
            multiValued?: boolean;
            description?: string;
            /** @default false */
            required?: boolean;
            /** @description Suggestions: other values are taken, too */
            canonicalValues?: string[];
            /** @default false */
            caseExact?: boolean;
            /**
             * @description Values of `writeOnly` attributes are checked and not kept
             * @default readWrite
             * @enum {string}
             */
            mutability?: "readOnly" | "readWrite" | "immutable" | "writeOnly";
            /**
             * @default default
             * @enum {string}
             */
            returned?: "always" | "never" | "default" | "request";
            /**
             * @description `server`: no two users (or groups) of the connection share a value
             * @default none
             * @enum {string}
             */
            uniqueness?: "none" | "server";
            referenceTypes?: string[];
            /**
             * @description Whether filters and `sortBy` may name it
             * @default true
             */
            filterable?: boolean;
            /**
             * @default string
             * @enum {string}
             */
            type?: "string" | "boolean" | "decimal" | "integer" | "dateTime" | "reference" | "binary" | "complex";
            /** @description Of complex attributes */
            subAttributes?: components["schemas"]["ExtensionSubAttribute"][];
        };
        ExtensionSubAttribute: {
            name: string;
            /** @default false */
            multiValued?: boolean;
            description?: string;
            /** @default false */
            required?: boolean;
            /** @description Suggestions: other values are taken, too */
            canonicalValues?: string[];
            /** @default false */
            caseExact?: boolean;
            /**
             * @description Values of `writeOnly` attributes are checked and not kept
             * @default readWrite
             * @enum {string}
             */
            mutability?: "readOnly" | "readWrite" | "immutable" | "writeOnly";
            /**
             * @default default
             * @enum {string}
             */
            returned?: "always" | "never" | "default" | "request";
            /**
             * @description `server`: no two users (or groups) of the connection share a value
             * @default none
             * @enum {string}
             */
            uniqueness?: "none" | "server";
            referenceTypes?: string[];
            /**
             * @description Whether filters and `sortBy` may name it
             * @default true
             */
            filterable?: boolean;
            /**
             * @default string
             * @enum {string}
             */
            type?: "string" | "boolean" | "decimal" | "integer" | "dateTime" | "reference" | "binary";
        };
        ExtensionSchemaInput: {
            /** @description As exported schemas have it; not looked at */
            schemas?: string[];
            /** @description As exported schemas have it; not looked at */
            meta?: {
                [key: string]: unknown;
            };
            /** @description A URN of your own, such as `urn:acme:params:scim:schemas:hr:2.0:User` */
            id: string;
            name: string;
            description?: string;
            /**
             * @default User
             * @enum {string}
             */
            resourceType?: "User" | "Group";
            /**
             * @description Whether every new resource must have attributes of it
             * @default false
             */
            required?: boolean;
            attributes: components["schemas"]["ExtensionAttribute"][];
        };
        ChangedExtensionSchema: {
            schema: components["schemas"]["ExtensionSchema"];
            /** @description Users or groups that lost values */
            recordsChanged: number;
        };
        ExtensionSchemaChange: {
            name?: string;
            description?: string | null;
            /**
             * @description Must be what it is
             * @enum {string}
             */
            resourceType?: "User" | "Group";
            /** @description Whether every new resource must have attributes of it */
            required?: boolean;
            /** @description All of them, as they are to be */
            attributes?: components["schemas"]["ExtensionAttribute"][];
            /**
             * @description What becomes of stored values of what is declared no longer: kept out of sight, and back when it is declared again, or deleted for good
             * @default keep
             * @enum {string}
             */
            removedValues?: "keep" | "delete";
        };
        RemovedExtensionSchema: {
            /** @description Users or groups that lost values */
            recordsChanged: number;
        };
        ExtensionUsage: {
            /** @description Users or groups that have such values */
            records: number;
        };
        DirectoryGroupPage: {
            items: components["schemas"]["DirectoryGroup"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        DirectoryGroup: {
            id: string;
            connectionId: string;
            connectionName?: string;
            displayName: string;
            externalId?: string;
            /** @description People who are members themselves */
            memberCount: number;
            /** @description Groups that are members of it */
            groupCount: number;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            lastModified: string;
        };
        DirectoryUserPage: {
            items: components["schemas"]["DirectoryUser"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        DirectoryUser: {
            id: string;
            connectionId: string;
            connectionName?: string;
            userName: string;
            externalId?: string;
            displayName?: string;
            active: boolean;
            /**
             * @description Unlinked: the directory gave no e-mail to link a person by
             * @enum {string}
             */
            link: "linked" | "unlinked";
            accountId?: string;
            provisioningStatus: components["schemas"]["ProvisioningStatus"];
            /** @description Why a removal is held back */
            holdReason?: string;
            /**
             * Format: date-time
             * @description When the user is deprovisioned, or was, as the directory gave it
             */
            terminationDate?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            lastModified: string;
        };
        /**
         * @description What became of the user: `pending` while the word of the directory has not been carried out, `held` while the guard holds a removal back, `unlinked` when there is no e-mail to link by, else the state of the membership
         * @enum {string}
         */
        ProvisioningStatus: "active" | "pending" | "suspended" | "ended" | "held" | "unlinked";
        MappingPage: {
            items: components["schemas"]["Mapping"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        Mapping: {
            id: string;
            match: components["schemas"]["MappingMatch"];
            /** @description Of the connection the match names */
            connectionName?: string;
            /** @description The groups it applies to now; none when the group is gone, no group has that name, or it names a value */
            groups: {
                id: string;
                displayName: string;
                connectionId: string;
                connectionName?: string;
            }[];
            scope: components["schemas"]["Scope"];
            role: components["schemas"]["Role"];
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            createdBy?: {
                accountId: string;
                email?: string;
            };
        };
        MappingMatch: {
            /** @enum {string} */
            by: "group";
            groupId: string;
        } | {
            /** @enum {string} */
            by: "name";
            name: string;
            /** @description Only groups of this connection */
            connectionId?: string;
        } | {
            /** @enum {string} */
            by: "attribute";
            connectionId: string;
            /** @enum {string} */
            attribute: "roles" | "entitlements";
            value: string;
        };
        MappingChanged: {
            mapping: components["schemas"]["Mapping"];
            /** @description The sync job that applies the change to people */
            jobId: string;
        };
        MappingInput: {
            match: components["schemas"]["MappingMatch"];
            scopeKind: components["schemas"]["OrganizationScopeKind"];
            scopeId: string;
            role: components["schemas"]["Role"];
        };
        MappingPreview: {
            /** @description How many people the edit touches */
            people: number;
            /** @description Whose effective role gets stronger; who moves from one scope to another is among the losses too */
            gains: components["schemas"]["PreviewRow"][];
            /** @description Whose effective role gets weaker, or ends */
            losses: components["schemas"]["PreviewRow"][];
            /** @description Losses the last-administrator guard would hold; in no other list */
            held: components["schemas"]["PreviewRow"][];
            /** @description There are more rows than are listed */
            truncated: boolean;
        };
        PreviewRow: {
            accountId: string;
            email: string;
            rolesBefore: components["schemas"]["ScopedRole"][];
            rolesAfter: components["schemas"]["ScopedRole"][];
            /** @description Why the guard keeps a role, in a sentence */
            guard?: string;
        };
        MappingEdit: {
            create: components["schemas"]["MappingInput"];
        } | {
            change: {
                mappingId: string;
                input: components["schemas"]["MappingInput"];
            };
        } | {
            delete: {
                mappingId: string;
            };
        };
        SyncJobPage: {
            items: components["schemas"]["SyncJob"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        SyncJob: {
            id: string;
            kind: components["schemas"]["SyncJobKind"];
            state: components["schemas"]["SyncJobState"];
            /** @enum {string} */
            priority: "removal" | "change" | "bulk";
            summary: string;
            connectionId?: string;
            groupId?: string;
            userId?: string;
            mappingId?: string;
            requestId: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            dueAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            startedAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            finishedAt?: string;
            attempts: number;
            /** @description While a long job runs: how many people are decided */
            done?: number;
            /** @description How many people ended each way so far */
            counts: {
                applied?: number;
                unchanged?: number;
                held?: number;
                deferred?: number;
                exempted?: number;
                discarded?: number;
                superseded?: number;
                unlinked?: number;
            };
            /** @description Why it was refused or the last attempt failed, and what to do, in plain sentences; the log has the details */
            error?: string;
        };
        /** @enum {string} */
        SyncJobKind: "user_created" | "user_changed" | "user_deactivated" | "user_reactivated" | "user_deleted" | "group_created" | "group_changed" | "group_members_changed" | "group_deleted" | "mapping_created" | "mapping_changed" | "mapping_deleted" | "connection_deleted" | "exception_ended" | "recheck";
        /** @enum {string} */
        SyncJobState: "queued" | "running" | "applied" | "partly_applied" | "held" | "refused" | "failed" | "discarded" | "superseded";
        SyncJobDetail: {
            id: string;
            kind: components["schemas"]["SyncJobKind"];
            state: components["schemas"]["SyncJobState"];
            /** @enum {string} */
            priority: "removal" | "change" | "bulk";
            summary: string;
            connectionId?: string;
            groupId?: string;
            userId?: string;
            mappingId?: string;
            requestId: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            dueAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            startedAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            finishedAt?: string;
            attempts: number;
            /** @description While a long job runs: how many people are decided */
            done?: number;
            /** @description How many people ended each way so far */
            counts: {
                applied?: number;
                unchanged?: number;
                held?: number;
                deferred?: number;
                exempted?: number;
                discarded?: number;
                superseded?: number;
                unlinked?: number;
            };
            /** @description Why it was refused or the last attempt failed, and what to do, in plain sentences; the log has the details */
            error?: string;
            connectionName?: string;
            groupName?: string;
            userName?: string;
            /** @description The request as it came, with secrets removed */
            request?: unknown;
            /** @description Open holds this job caused */
            holds: {
                id: string;
                accountId: string;
                email: string;
            }[];
        };
        SyncJobOutcomePage: {
            items: components["schemas"]["SyncJobOutcome"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        SyncJobOutcome: {
            accountId: string;
            email?: string;
            displayName?: string;
            verdict: components["schemas"]["SubjectVerdict"];
            /** @description Effective roles before and after, one entry per scope in which there was or is one */
            roles: components["schemas"]["RoleChange"][];
            membershipBefore?: components["schemas"]["MembershipState"];
            membershipAfter?: components["schemas"]["MembershipState"];
            sessionsEnded?: number;
            /** @description What the last-administrator guard said, when it had a say */
            guard?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            decidedAt: string;
            /** @description From acceptance to decision */
            latencyMs: number;
        };
        /** @enum {string} */
        SubjectVerdict: "applied" | "unchanged" | "held" | "deferred" | "exempted" | "discarded" | "superseded" | "unlinked";
        RoleChange: {
            scope: components["schemas"]["Scope"];
            before?: components["schemas"]["Role"];
            after?: components["schemas"]["Role"];
        };
        HoldPage: {
            items: components["schemas"]["Hold"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        Hold: {
            id: string;
            /** @description Absent for holds of the instance itself */
            organization?: {
                id: string;
                name: string;
                slug: string;
            };
            /** @enum {string} */
            kind: "last_administrator";
            state: components["schemas"]["HoldState"];
            scope: components["schemas"]["Scope"];
            person: {
                accountId: string;
                email?: string;
                displayName?: string;
            };
            /** @description What was refused and why */
            explanation: string;
            /** @description Who wanted it, oldest first */
            causes: {
                jobId: string;
                summary: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, in UTC, with milliseconds
                 */
                at: string;
            }[];
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            openedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            closedAt?: string;
            closedBy?: {
                accountId?: string;
                email?: string;
                reason?: string;
                jobId?: string;
            };
        };
        /** @enum {string} */
        HoldState: "open" | "completed" | "superseded" | "discarded";
        CompleteHoldInput: {
            /** @description The account that becomes administrator, so that the held change can go through */
            makeAdministrator: string;
            reason?: string;
        };
        DiscardHoldInput: {
            reason: string;
            /** @description How long the person stays administrator undisturbed */
            days: number;
        };
        AuditEventPage: {
            items: components["schemas"]["AuditEvent"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        AuditEvent: {
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            at: string;
            action: string;
            /** @enum {string} */
            outcome: "done" | "unchanged" | "refused";
            actor: components["schemas"]["AuditActor"];
            requestId?: string;
            jobId?: string;
            target?: {
                kind: string;
                id: string;
                /** @description Its name, or what it says, when the event was written */
                label?: string;
            };
            /** @description Of events about a person’s roles: what changed, with the names the scopes have now */
            roles?: components["schemas"]["RoleChange"][];
            details?: {
                [key: string]: unknown;
            };
        };
        AuditActor: {
            /** @enum {string} */
            kind: "connection" | "account" | "operator" | "system";
            connectionId?: string;
            connectionName?: string;
            tokenId?: string;
            accountId?: string;
            email?: string;
            /** @enum {string} */
            via?: "session" | "api_token" | "cli";
            part?: string;
        };
        AccountPage: {
            items: components["schemas"]["Account"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        Account: {
            id: string;
            /** @enum {string} */
            kind: "human" | "service";
            email: string;
            displayName?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            lastSignInAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            lockedAt?: string;
            hasPassword: boolean;
        };
        AccountInput: {
            email: string;
            displayName?: string;
        };
        AccountDetail: {
            id: string;
            /** @enum {string} */
            kind: "human" | "service";
            email: string;
            displayName?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            lastSignInAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            lockedAt?: string;
            hasPassword: boolean;
            instanceAdministrator: boolean;
            memberships: {
                organizationId: string;
                organizationName?: string;
                state: components["schemas"]["MembershipState"];
                /**
                 * Format: date-time
                 * @description ISO 8601, in UTC, with milliseconds
                 */
                since: string;
            }[];
        };
        CreatedLink: {
            /**
             * Format: uri
             * @description Shown once; works once
             */
            url: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            expiresAt: string;
        };
        ApiTokenPage: {
            items: components["schemas"]["ApiToken"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        ApiToken: {
            id: string;
            name: string;
            prefix: string;
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            revokedAt?: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            lastUsedAt?: string;
        };
        CreatedApiToken: {
            id: string;
            name: string;
            prefix: string;
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            revokedAt?: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            lastUsedAt?: string;
            /** @description Shown once; only its hash is kept */
            token: string;
        };
        ApiTokenInput: {
            name: string;
            /**
             * Format: date-time
             * @description ISO 8601 with a zone
             */
            expiresAt?: string;
        };
        AdministratorPage: {
            items: components["schemas"]["Administrator"][];
            nextCursor?: string;
            /** @description How many there are in all, where counting them is cheap */
            total?: number;
        };
        Administrator: {
            grantId: string;
            accountId: string;
            email: string;
            displayName?: string;
            /** @enum {string} */
            source: "mapping" | "manual" | "first_user";
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            createdAt: string;
        };
        AdministratorInput: {
            accountId: string;
            reason?: string;
        };
        OperationState: {
            /** @description Present while the installation takes no changes */
            readOnly?: {
                /**
                 * Format: date-time
                 * @description ISO 8601, in UTC, with milliseconds
                 */
                since: string;
                reason?: string;
            };
            /** @description Every process seen within a day, the newest first */
            processes: components["schemas"]["RunningProcess"][];
        };
        RunningProcess: {
            id: string;
            /** @enum {string} */
            kind: "start" | "serve" | "worker";
            host: string;
            pid: number;
            /** @description The version of Holdfast it runs */
            release: string;
            /**
             * Format: date-time
             * @description ISO 8601, in UTC, with milliseconds
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description Its last sign of life; one is given every two seconds
             */
            seenAt: string;
            /** @description Seen within the last seconds */
            alive: boolean;
            /** @description It changes nothing, and nothing it began before is still under way */
            readOnly: boolean;
        };
        IssuedAccessToken: {
            /** @description For `/scim/v2`, as a bearer token */
            access_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            /** @description Seconds */
            expires_in: number;
            /** @enum {string} */
            scope: "scim";
        };
        /** @description RFC 6749 §5.2 */
        OauthProblem: {
            /** @enum {string} */
            error: "invalid_request" | "invalid_client" | "unsupported_grant_type" | "temporarily_unavailable" | "server_error";
            /** @description What is wrong and what to do, in a sentence */
            error_description: string;
        };
        AccessTokenRequest: {
            /** @enum {string} */
            grant_type: "client_credentials";
            /** @description Unless the client comes by HTTP Basic */
            client_id?: string;
            /** @description With `client_id`; never in the address */
            client_secret?: string;
            /** @description Whatever is asked for, the token speaks for its connection */
            scope?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inspectOneTimeLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                linkId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkInspectInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimeLink"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeemOneTimeLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                linkId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkRedeemInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganizations: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                query?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationChange"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeams: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProjects: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                teamId?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Part of the e-mail or name */
                query?: string;
                state?: components["schemas"]["MembershipState"];
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                /** @description Account id or e-mail */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                /** @description Account id or e-mail */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                /** @description Account id or e-mail */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspendInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restorePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                /** @description Account id or e-mail */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspendInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGrants: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                accountId?: string;
                scopeKind?: components["schemas"]["OrganizationScopeKind"];
                scopeId?: string;
                /** @description Which roles there are depends on the scope */
                role?: components["schemas"]["Role"];
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteGrant: {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                grantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                includeDeleted?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedConnection"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConnection: {
        parameters: {
            query: {
                /** @description Keep their roles as manual grants, suspend them, or move them to another connection */
                people: "keep" | "suspend" | "move";
                /** @description With `people=move` */
                toConnectionId?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStarted"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionChange"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnectionTokens: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTokenPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createConnectionToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionTokenInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedConnectionToken"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateConnectionToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateTokenInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedConnectionToken"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeConnectionToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnectionRequests: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description A status, like 404, or a class of them, like 4xx */
                status?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionRequestPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diagnoseConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionDiagnosis"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unmaskConnectionRequests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnmaskRequests"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOauthClients: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthClientPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createOauthClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OauthClientInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedOauthClient"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateOauthClientSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
                oauthClientId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateOauthSecretInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedOauthClient"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeOauthClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
                oauthClientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExtensionSchemas: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionSchemaList"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declareExtensionSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtensionSchemaInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionSchema"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExtensionSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
                schemaId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionSchema"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeExtensionSchema: {
        parameters: {
            query?: {
                /** @description What becomes of stored values of what is declared no longer: kept out of sight, and back when it is declared again, or deleted for good */
                values?: "keep" | "delete";
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
                schemaId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovedExtensionSchema"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeExtensionSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
                schemaId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtensionSchemaChange"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedExtensionSchema"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countExtensionValues: {
        parameters: {
            query?: {
                /** @description Only values of these attributes; may be repeated */
                attribute?: string[];
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                connectionId: string;
                schemaId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionUsage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDirectoryGroups: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                connectionId?: string;
                /** @description Only groups that are members of this group */
                groupId?: string;
                /** @description Part of the name */
                query?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryGroupPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDirectoryGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryGroup"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDirectoryUsers: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                connectionId?: string;
                /** @description Only members of this group */
                groupId?: string;
                /** @description Part of the userName */
                query?: string;
                linked?: "true" | "false";
                active?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryUserPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDirectoryUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryUser"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMappings: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingChanged"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                mappingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mapping"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                mappingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobStarted"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                mappingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingChanged"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewMappingEdit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingEdit"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingPreview"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSyncJobs: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                state?: components["schemas"]["SyncJobState"][];
                kind?: components["schemas"]["SyncJobKind"][];
                connectionId?: string;
                groupId?: string;
                mappingId?: string;
                /** @description Account id: only jobs that decided about this person or name one of their records */
                personId?: string;
                /** @description Accepted at or after */
                from?: string;
                /** @description Accepted before */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncJobPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamSyncJobs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events `ready`, and `job` whose data is a SyncJob */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSyncJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncJobDetail"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSyncJobOutcomes: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                verdict?: components["schemas"]["SubjectVerdict"][];
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncJobOutcomePage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retrySyncJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncJob"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllHolds: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Default: open ones */
                state?: components["schemas"]["HoldState"][];
                personId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHolds: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Default: open ones */
                state?: components["schemas"]["HoldState"][];
                personId?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                holdId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteHoldInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discardHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
                holdId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardHoldInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description ISO 8601 with a zone */
                from?: string;
                /** @description ISO 8601 with a zone */
                to?: string;
                /** @description A whole action, or the part before its point: `hold` */
                action?: string;
                outcome?: "done" | "unchanged" | "refused";
                actorAccountId?: string;
                actorConnectionId?: string;
            };
            header?: never;
            path: {
                /** @description Id or slug of the organization */
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInstanceAuditEvents: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description ISO 8601 with a zone */
                from?: string;
                /** @description ISO 8601 with a zone */
                to?: string;
                /** @description A whole action, or the part before its point: `hold` */
                action?: string;
                outcome?: "done" | "unchanged" | "refused";
                actorAccountId?: string;
                actorConnectionId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Part of the e-mail or name */
                query?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountDetail"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lockAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlockAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSetPasswordLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedLink"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiTokens: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiTokenInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiToken"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAdministrators: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdministratorPage"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAdministrator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdministratorInput"];
            };
        };
        responses: {
            /** @description Done, with this result */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Administrator"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAdministrator: {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: never;
            path: {
                grantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOperationState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, with this result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationState"];
                };
            };
            /** @description Problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issueAccessToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["AccessTokenRequest"];
            };
        };
        responses: {
            /** @description The token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedAccessToken"];
                };
            };
            /** @description The request is not one for client credentials */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthProblem"];
                };
            };
            /** @description Client id and secret do not work */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthProblem"];
                };
            };
            /** @description Too many tokens, or too many wrong secrets: come back after `Retry-After` seconds */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthProblem"];
                };
            };
            /** @description It did not work for a reason of the service */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthProblem"];
                };
            };
        };
    };
}
