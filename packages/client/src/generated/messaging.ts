// Made by npm run generate from openapi/messaging.json.
export interface paths {
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages, newest first
         * @description With `Accept: application/x-ndjson` it answers every item that was written since `updatedSince`, one a line, by the order of that, as it is now. Lines that hold `nextCursor` are no items: an export goes on behind the last one that was read, and is whole once one has said `end`. An item may come again, none is passed over.
         *
         *     Scope: `messaging:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * Order a message to a person or an address
         * @description Scope: `messaging:write`. Staff: `agent`, `manager`, `admin`.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a message: its delivery, the verdicts of the rules, the evidence of providers
         * @description Scope: `messaging:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a message that has not gone out yet
         * @description Scope: `messaging:write`. Staff: `agent`, `manager`, `admin`.
         */
        post: operations["cancelMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest version of every template, by key
         * @description Scope: `messaging:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a template in its newest or a named version
         * @description Scope: `messaging:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["getTemplate"];
        /**
         * Publish a version of a template, or save a draft
         * @description A version never changes. The same content again answers the version that it already is. `publish=false` keeps what is sent as a draft, answers 202 and changes nothing else. Liquid sees `person`, `data`, `url` (the survey link of an invitation) and `unsubscribeUrl`; `variables` names what `data` must hold; `warnings` name what a text reads and nothing gives it. A template `survey-invitation` takes the place of the built-in one.
         *
         *     Scope: `messaging:write`. Staff: `admin`.
         */
        put: operations["putTemplate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a template out of use
         * @description It can be read and restored, and nobody can name it any more. 409 `template_in_use` while others name it; `listTemplateUses` says who. Messages that were accepted before go out by their version; what names it from then on is refused or dropped, as if it were not there.
         *
         *     Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["archiveTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the draft of a template
         * @description Scope: `messaging:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["getTemplateDraft"];
        put?: never;
        post?: never;
        /**
         * Throw the draft of a template away
         * @description Scope: `messaging:write`. Staff: `admin`.
         */
        delete: operations["discardTemplateDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what a template says, without sending it
         * @description Scope: `messaging:read`. Staff: `manager`, `analyst`, `admin`.
         */
        post: operations["previewTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish the draft of a template
         * @description Where there is no draft, nothing is to be published: the newest version is answered.
         *
         *     Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["publishTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived template back as it was
         * @description Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["restoreTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish an old version of a template again
         * @description It becomes the next version; nothing of the history is lost.
         *
         *     Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["rollbackTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who names a template, so that it cannot be archived
         * @description As far as this service has heard of what the others publish.
         *
         *     Scope: `messaging:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listTemplateUses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of a template, the newest first
         * @description Scope: `messaging:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listTemplateVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contactability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a message of this kind would go out now, and the verdict of each rule
         * @description Scope: `messaging:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["getContactability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person allows now, and the records that led there
         * @description Scope: `messaging:read`. A publishable key with a person token may call it. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["listPermissions"];
        /**
         * Record what a person allows, with its proof; it binds every send after the answer
         * @description Scope: `messaging:write`. A publishable key with a person token may call it. Staff: `agent`, `manager`, `admin`.
         */
        put: operations["putPermission"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List suppressed addresses, by channel and address
         * @description Scope: `messaging:read`. Staff: `manager`, `admin`.
         */
        get: operations["listSuppressions"];
        /**
         * Stop everything to an address; it binds every send after the answer
         * @description Scope: `messaging:write`. Staff: `agent`, `manager`, `admin`.
         */
        put: operations["putSuppression"];
        post?: never;
        /**
         * Let an address be written to again
         * @description Scope: `messaging:write`. Staff: `manager`, `admin`.
         */
        delete: operations["removeSuppression"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callbacks/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take receipts from a provider
         * @description `generic` is signed as Standard Webhooks says; `twilio` sends a form, signed by `X-Twilio-Signature`. A wrong signature is answered with 401. What is genuine is kept and answered with 200, whatever it holds.
         */
        post: operations["recordProviderCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unsubscribe/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what the link would end; looking changes nothing */
        get: operations["showUnsubscribe"];
        put?: never;
        /** Unsubscribe by one click (RFC 8058) */
        post: operations["unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is published under a key, in its newest version, as it would be put again
         * @description For definitions in a folder, and for what copies them from one workspace to another.
         *
         *     Scope: `messaging:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listDefinitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/poll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this service has published since the last call
         * @description Call it again with `after` set to the last `cursor`: at once if `hasMore`, else after a while, or with `wait`. Without `after` it begins with what happens from now on. With `consumer` we remember: what `after` names is acknowledged, and a call without it begins behind what was acknowledged last, so that events come again until then. Events come at least once, and those about one person in order. 410 where what came behind a cursor is no more kept (`events_gone`), or the database was restored (`events_unknown`).
         *
         *     Scope: `messaging:read`. Staff: `manager`, `admin`.
         */
        get: operations["pollEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this service publishes, as it happens (Server-Sent Events)
         * @description Each event has its type as `event`, a cursor as `id` and a CloudEvent in JSON as `data`. The stream begins with what happens now; with `Last-Event-ID` (which `EventSource` sends by itself) or `lastEventId` it goes on behind an event, for a day. An event may come again, none is left out, and what is about one person comes in order.
         *
         *     A line with the newest `id` comes every 15 seconds at least. A client that reads too slowly is not waited for and loses nothing: it is given the rest as soon as it reads. The stream ends when the credential does, and when the process does; `retry` says when to come back. 410 where what came behind an `id` is no more kept (`events_gone`), or the database was restored (`events_unknown`).
         *
         *     With a person token: `messaging.permission_changed.v1`, about that person.
         *
         *     Scope: `messaging:read`. A publishable key with a person token may call it. Staff: `manager`, `admin`.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Long work, the newest first
         * @description Jobs can be looked at for 30 days after their end.
         *
         *     Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far one job has come
         * @description Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{jobId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a job after the step that is under way; what was done stays
         * @description Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work/{workId}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take work on
         * @description Of what is a unit’s and nobody’s of it yet, whoever takes it on is the owner. Only the service that opened it answers this (409 `work_elsewhere` elsewhere). 409 `work_ended` once it is done or canceled.
         *
         *     Scope: `messaging:write`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
         */
        post: operations["acknowledgeWork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work/{workId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that work is done
         * @description It may be done without having been taken on. Only the service that opened it answers this (409 `work_elsewhere` elsewhere). 409 `work_ended` once it is done or canceled.
         *
         *     Scope: `messaging:write`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
         */
        post: operations["completeWork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work/{workId}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand work to another unit, or to somebody
         * @description Of a unit somebody who works in it gets it; whoever is absent is stood in for. They have to take it on themselves, and its due time stays. Only the service that opened it answers this (409 `work_elsewhere` elsewhere). 409 `work_ended` once it is done or canceled.
         *
         *     Scope: `messaging:write`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
         */
        post: operations["reassignWork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a file of rows, each of which is applied as the single operation does it
         * @description NDJSON (a JSON object in each line) or CSV (RFC 4180 with a header), in UTF-8. A column of a CSV is named by where its cells belong in the row, `traits.plan`; cells are texts, unless the name ends with `:number`, `:boolean` or `:json`; an empty cell says nothing. The file is kept before this is answered; a row that is wrong is rejected alone, and `listImportRows` says why. A CSV whose quotes are wrong is refused as a whole.
         *
         *     `permissions`: a row is the body of `putPermission`; as CSV `profileId`, `channel`, `topic`, `state`, `proof.noticeKey`, … . `unchanged` is what holds already; its proof is kept all the same.
         *
         *     `suppressions`: a row is the body of `putSuppression`; as CSV `channel`, `address`, `reason`.
         *
         *     Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["startImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{jobId}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the rows of an import came to, in the order of the file
         * @description Rows appear as they are applied. What a row said is not kept.
         *
         *     Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["listImportRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks, by key
         * @description Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["listWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook, and how its endpoint does
         * @description Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["getWebhook"];
        /**
         * Have events posted to an endpoint
         * @description Standard Webhooks: each event is posted with `webhook-id`, `webhook-timestamp` and `webhook-signature`, at least once, and in order for each person. The secret is answered when the webhook is made, and never again. At most 1000 in a workspace, whose filters have 5000 comparisons together.
         *
         *     Scope: `messaging:write`. Staff: `admin`.
         */
        put: operations["putWebhook"];
        post?: never;
        /**
         * Post nothing more; once this is answered, nothing arrives
         * @description A call that is under way is waited for, up to 14 seconds.
         *
         *     Scope: `messaging:write`. Staff: `admin`.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{key}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a webhook was sent, with each try; the newest event first
         * @description Deliveries are kept for seven days.
         *
         *     Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{key}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable a webhook that was disabled, and send what has failed or waits
         * @description Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["recoverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{key}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again: one event, all that have failed since a moment, or everything since then
         * @description Within the seven days for which deliveries are kept, in the order of the events; at most 10,000 at once. `webhook-id` stays the same.
         *
         *     Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["replayDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{key}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make another secret; for 24 hours what is sent is signed with both
         * @description Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{key}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post an event of the type polyphon.webhook_test.v1 now, and answer what came of it
         * @description It is posted once, also to a webhook that is disabled, and counts neither for nor against it.
         *
         *     Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has changed something, and who of the staff has read about people, the latest first
         * @description A row is true with the change that it tells of, and is listed within a second. It holds ids and codes: no contents, no addresses. What pages send by their key alone is no row, as it is kept itself. The operator is shown what the operator did.
         *
         *     Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the audit log is what was written: nothing taken away, altered or put elsewhere
         * @description Follows the chain of the workspace; for the operator those of all, and the one of what the operator did. Much is looked at in several calls: go on with `nextCursor` until it is null, as `polyphon verify` does.
         *
         *     Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many messages the workspace has used, day by day
         * @description A day is one of the workspace’s time zone, with 23 or 25 hours where the clocks are set. Counted with what it counts, in one transaction: once, whatever dies or is repeated. Kept for 13 months.
         *
         *     Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many messages each workspace has used today, the newest workspace first
         * @description Today is that of each workspace, in its own time zone.
         */
        get: operations["listUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many messages a workspace has used, day by day
         * @description A day is one of the workspace’s time zone, with 23 or 25 hours where the clocks are set. Counted with what it counts, in one transaction: once, whatever dies or is repeated. Kept for 13 months.
         */
        get: operations["getWorkspaceUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/access-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put a workspace and one of its keys into a service that stands alone
         * @description The id of the key and that of the workspace are UUIDs that you choose. Without `secret` and `hash` the secret is made here and shown this once; handed to the other services, it works there too. The same call again changes nothing. What profile says of the key or of the workspace, now or later, replaces what was put here, and is changed there only.
         */
        put: operations["putAccessKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What could not be processed, oldest first
         * @description Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One dead letter with its headers and payload
         * @description Scope: `messaging:read`. Staff: `admin`.
         */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Give it up for good
         * @description Scope: `messaging:write`. Staff: `admin`.
         */
        delete: operations["discardDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/{id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Process it again, with its original id: what was applied before is not applied twice
         * @description Scope: `messaging:write`. Staff: `admin`.
         */
        post: operations["redriveDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offsets/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept that records of the log are missing here, so that the service is ready again
         * @description While `/readyz` names `offsets`, a consumer group has found that the log no longer holds what it had not read: it reads on behind the gap, and what the gap held is missing in this service. With `{}` all gaps are accepted, otherwise those that fit every member given. Answers what was accepted, which is nothing when it had been before.
         */
        post: operations["acceptGap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offsets/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have this service read a topic again, from a moment on
         * @description Moves all consumer groups of this service that read the topic back, in one transaction; whoever reads goes back within five seconds. What was applied is not applied again, by what each event left behind; what was lost here comes back. A group never goes forward: a partition in which it has not read as far as `from` stays, and where that holds of all of them the call is refused. Facts that are older than a week may not be recognised any more and need `allowRepeats`; state may be read from its beginning at any time.
         */
        post: operations["replayTopic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this is and where to go */
        get: operations["getAbout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process makes progress; restart it when not */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether requests should be sent here now */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/startupz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the start is finished */
        get: operations["getStartup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/diagnosis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is wrong with this process and what it works with, and what to do
         * @description Looks at settings, secrets, the schema and row-level security, topics, clocks, open transactions, what waits, and the servers that are set, each for three seconds at most and all at once. What is away is a finding, and the answer is 200. Also answered while the service starts. It names settings and tables, never a value, a password or a path. `polyphon doctor` prints it.
         */
        get: operations["getDiagnosis"];
        put?: never;
        post?: never;
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
        About: {
            service: string;
            title: string;
            description: string;
            /** @description Every operation, to read and to try, for people */
            documentation: string;
            /** @description The same for programs, as an OpenAPI 3.1 document */
            openapi: string;
            /** @description What each error code means and what to do about it */
            errors: string;
            /** @description Whether requests should be sent here now */
            readiness: string;
            /** @description For Prometheus; left out where they have a port of their own */
            metrics?: string;
        };
        AcceptedGaps: {
            accepted: {
                consumerGroup: string;
                topic: string;
                partition: number;
                /** @enum {string} */
                reason: "deleted" | "made_anew" | "cut_off";
                /** @description The first offset that is missing */
                from: string;
                /** @description The first one that is there again; null where that cannot be known */
                to: string | null;
                /** @description When the group had applied last what stood before */
                readUntil: string | null;
                /** Format: date-time */
                foundAt: string;
                detail: string;
            }[];
        };
        Alive: {
            ok: boolean;
        };
        AuditEntry: {
            /** @description Its place in the chain of the workspace, from 1 and without gaps */
            seq: number;
            /** Format: date-time */
            at: string;
            /**
             * @description `change`: something was changed or ordered; `read`: something was read about people
             * @enum {string}
             */
            kind: "change" | "read";
            /**
             * @description Whose credential it was
             * @enum {string}
             */
            who: "key" | "staff" | "person" | "operator";
            /** @description The key; of staff the one that spoke for them, of a person that of the page */
            keyId: string | null;
            staffId: string | null;
            /** @description Its operationId */
            operation: string;
            /** @description The collection of the path, and which one of it; null where several, or where what stood there is no id of ours */
            about: {
                kind: string;
                id: string | null;
            };
            /** @description Whom it was about, as they were known then; null for several, and once they are erased */
            profileId: string | null;
            /** @description `X-Request-Id` of the answer */
            requestId: string;
            traceId: string | null;
            /** @description SHA-256 over this row and the hash in front of it */
            hash: string;
        };
        AuditEntryList: {
            items: components["schemas"]["AuditEntry"][];
            nextCursor: string | null;
        };
        AuditVerification: {
            chains: components["schemas"]["AuditedChain"][];
            /** @description What `cursor` goes on with; null once everything was looked at */
            nextCursor: string | null;
        };
        AuditedChain: {
            /** @description Null for what the operator did */
            workspaceId: string | null;
            /** @description How many rows were looked at in this answer */
            entries: number;
            /** @description The last one that fits */
            last: {
                seq: number;
                hash: string;
            };
            /** @description Whether this answer has come to its end */
            isWhole: boolean;
            /** @description Rows that are not chained yet, which takes a second */
            waiting: number;
            /** @description What does not fit; null where everything does */
            broken: {
                /** @enum {string} */
                kind: "entry_missing" | "entry_altered" | "person_altered" | "beginning_missing" | "end_missing" | "head_missing" | "not_chained";
                /** @description The row at which it shows */
                seq: number;
            } | null;
        };
        Checks: {
            checks: {
                name: string;
                ok: boolean;
                /** @description The service gets along without it and stays ready */
                optional: boolean;
                reason?: string;
            }[];
        };
        CloudEvent: {
            /** @constant */
            specversion: "1.0";
            id: string;
            source: string;
            type: string;
            /** Format: date-time */
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            /** @description What is alike in it keeps its order: the workspace, and mostly a person */
            partitionkey: string;
            workspace: string;
            correlationid?: string;
            causationid?: string;
            traceparent?: string;
            tracestate?: string;
            dataschema?: string;
            /** @description As `openapi/schemas/<type>.json` says */
            data: {
                [key: string]: unknown;
            };
        };
        Contactability: {
            allowed: boolean;
            verdicts: {
                rule: string;
                verdict: string;
                reason: string | null;
                /** Format: date-time */
                until?: string;
                channel?: string;
            }[];
        };
        DeadLetter: {
            id: string;
            consumerGroup: string;
            topic: string;
            partition: number;
            offset: string;
            eventId: string | null;
            eventType: string | null;
            errorClass: string;
            errorCode: string;
            reason: string;
            attempts: number;
            /** Format: date-time */
            firstSeenAt: string;
            /** Format: date-time */
            lastTriedAt: string;
        };
        DeadLetterList: {
            items: components["schemas"]["DeadLetter"][];
            nextCursor: string | null;
        };
        Defined: {
            /** @description Such as `survey`; its schema is at `/schemas/<kind>.json` */
            kind: string;
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            key: string;
            version: number;
            archivedAt: string | null;
            /** @description Whether publishing the body again would change nothing; false for a journey that was stopped */
            inForce: boolean;
            /** @description What would publish it again */
            body: {
                [key: string]: unknown;
            };
        };
        DefinedList: {
            items: components["schemas"]["Defined"][];
            nextCursor: string | null;
        };
        DefinitionDraft: {
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            key: string;
            /** @description The newest one that is published, which this would replace; 0 where there is none */
            version: number;
            /** @description The body as it was put, with what it left open filled in */
            draft: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            savedAt: string;
            /** @description What would be refused if it were published now; at most 20 are named */
            warnings: components["schemas"]["Warning"][];
        };
        DefinitionUse: {
            /** @description Such as `journey` or `segment` */
            kind: string;
            key: string;
        };
        Diagnosis: {
            service: string;
            version: string;
            /** Format: date-time */
            at: string;
            findings: {
                /** @description What was looked at; stable, for programs */
                check: string;
                /** @enum {string} */
                state: "ok" | "warning" | "wrong";
                what: string;
                whatToDo: string;
                /** @description A page of the documents, inside the repository */
                runbook?: string;
            }[];
        };
        ImportRow: {
            /** @description The line of the file at which the row begins; the header of a CSV is line 1 */
            line: number;
            /** @enum {string} */
            outcome: "applied" | "unchanged" | "rejected";
            /** @description Why it was rejected, at most 20 faults */
            faults: {
                /** @description JSON pointer within the row */
                pointer: string;
                code: string;
                detail: string;
            }[];
        };
        ImportRowList: {
            items: components["schemas"]["ImportRow"][];
            nextCursor: string | null;
        };
        Job: {
            jobId: string;
            /** @description What it does: `import.people` */
            kind: string;
            /** @enum {string} */
            state: "queued" | "running" | "succeeded" | "failed" | "canceled";
            progress: {
                done: number;
                /** @description How much there is to do, where that is known */
                total?: number;
            };
            /** @description How many of its parts came to what; of an import its rows: `applied`, `unchanged`, `rejected` */
            counts?: {
                [key: string]: number;
            };
            /** @description Why it failed */
            error?: {
                code: string;
                detail: string;
            };
            /**
             * Format: date-time
             * @description When it was asked for
             */
            startedAt: string;
            /** Format: date-time */
            endedAt?: string;
        };
        JobList: {
            items: components["schemas"]["Job"][];
            nextCursor: string | null;
        };
        Message: {
            id: string;
            profileId: string | null;
            channel: string;
            address: string | null;
            class: string;
            topic: string;
            template: {
                key: string;
                version: number | null;
            };
            locale: string | null;
            priority: number;
            orderId: string | null;
            runId: string | null;
            invitationId: string | null;
            delivery: string;
            /** @description How many messages the network counts, known once it is sent; null where it counts none */
            segments: number | null;
            reason: string | null;
            engagement: {
                read?: {
                    first: string;
                    last: string;
                    count: number;
                    /** @enum {string} */
                    confidence?: "low" | "high";
                };
                clicked?: {
                    first: string;
                    last: string;
                    count: number;
                    /** @enum {string} */
                    confidence?: "low" | "high";
                };
                complained?: {
                    first: string;
                    last: string;
                    count: number;
                    /** @enum {string} */
                    confidence?: "low" | "high";
                };
                unsubscribed?: {
                    first: string;
                    last: string;
                    count: number;
                    /** @enum {string} */
                    confidence?: "low" | "high";
                };
            };
            /** @description The verdict of each rule, in order */
            verdicts: {
                rule: string;
                verdict: string;
                reason: string | null;
                /** Format: date-time */
                until?: string;
                channel?: string;
                /** @description What the content needs and lacks, such as `data.orderNumber` */
                variable?: string;
            }[];
            /** Format: date-time */
            plannedAt: string;
            sendAt: string | null;
            expiresAt: string | null;
            data: {
                [key: string]: unknown;
            };
            evidence: {
                /** Format: date-time */
                at: string;
                /** Format: date-time */
                receivedAt: string;
                source: string;
                event: string;
                reason: string | null;
            }[];
        };
        MessageSummaryItem: {
            id: string;
            profileId: string | null;
            channel: string;
            address: string | null;
            class: string;
            topic: string;
            template: {
                key: string;
                version: number | null;
            };
            locale: string | null;
            priority: number;
            orderId: string | null;
            runId: string | null;
            invitationId: string | null;
            delivery: string;
            /** @description How many messages the network counts, known once it is sent; null where it counts none */
            segments: number | null;
            reason: string | null;
            engagement: {
                read?: {
                    first: string;
                    last: string;
                    count: number;
                    /** @enum {string} */
                    confidence?: "low" | "high";
                };
                clicked?: {
                    first: string;
                    last: string;
                    count: number;
                    /** @enum {string} */
                    confidence?: "low" | "high";
                };
                complained?: {
                    first: string;
                    last: string;
                    count: number;
                    /** @enum {string} */
                    confidence?: "low" | "high";
                };
                unsubscribed?: {
                    first: string;
                    last: string;
                    count: number;
                    /** @enum {string} */
                    confidence?: "low" | "high";
                };
            };
            /** @description The verdict of each rule, in order */
            verdicts?: {
                rule: string;
                verdict: string;
                reason: string | null;
                /** Format: date-time */
                until?: string;
                channel?: string;
                /** @description What the content needs and lacks, such as `data.orderNumber` */
                variable?: string;
            }[];
            /** Format: date-time */
            plannedAt: string;
            sendAt: string | null;
            expiresAt: string | null;
        };
        MessageSummaryItemList: {
            items: components["schemas"]["MessageSummaryItem"][];
            nextCursor: string | null;
        };
        MessageSummaryList: components["schemas"]["MessageSummaryItemList"];
        Permission: {
            profileId: string;
            channel: string;
            topic: string;
            /**
             * @description What holds now
             * @enum {string}
             */
            state: "granted" | "existing_customer" | "denied" | "withdrawn";
            /** Format: date-time */
            occurredAt: string;
            /** @description Its records, the newest first; where they do not fit in one page, the next one goes on with them */
            history: {
                id: string;
                /** @enum {string} */
                state: "granted" | "existing_customer" | "denied" | "withdrawn";
                /** Format: date-time */
                occurredAt: string;
                /** Format: date-time */
                recordedAt: string;
                source: string;
                /** @description The id that it was recorded for, before any merge */
                givenFor: string;
                proof: {
                    noticeKey: string;
                    noticeVersion: string;
                    noticeText: string;
                    /** @description SHA-256 of the text */
                    noticeHash: string;
                    locale: string;
                    mechanism: string;
                    /** Format: date-time */
                    occurredAt: string;
                    actor: string;
                };
            }[];
        };
        PermissionList: {
            items: components["schemas"]["Permission"][];
            nextCursor: string | null;
        };
        PlannedMessage: {
            id: string;
            /** @constant */
            delivery: "planned";
        };
        PolledEvents: {
            items: components["schemas"]["CloudEvent"][];
            /** @description `after` of the next call: what came in front of it has been taken then */
            cursor: string;
            /** @description Whether there is more already */
            hasMore: boolean;
        };
        Problem: {
            /** @description Where the code is explained, as a path of this origin: `/docs/errors/<code>`, behind the base path where the service has one */
            type: string;
            title: string;
            status: number;
            /** @description Stable; what a program should look at */
            code: string;
            requestId: string;
            errors: {
                /** @description JSON pointer: `/body/…`, `/query/…`, `/path/…` or `/headers/…` */
                pointer: string;
                code: string;
                detail: string;
            }[];
            /** @description How many faults there are beyond the 20 that are named */
            moreErrors?: number;
            /** @description Of the tracking API only, whose clients look for it: the title and the first fault in one line */
            message?: string;
        };
        PutAccessKey: {
            id: string;
            workspace: {
                id: string;
                key: string;
                name: string;
                /** @enum {string} */
                mode: "live" | "test";
            };
            /** @enum {string} */
            kind: "secret" | "publishable" | "person";
            /** @description Shown this once, where it was made here */
            secret?: string;
            publicKey: {
                [key: string]: unknown;
            } | null;
            scopes: string[];
            origins: string[];
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            revokedAt: string | null;
            /**
             * @description `profile`: what profile says of this key holds, and a call does not change it
             * @enum {string}
             */
            keptBy: "call" | "profile";
        };
        RecordedPermission: {
            profileId: string;
            channel: string;
            topic: string;
            /**
             * @description What holds now
             * @enum {string}
             */
            state: "granted" | "existing_customer" | "denied" | "withdrawn";
            /** Format: date-time */
            occurredAt: string;
            id: string;
            proof: {
                noticeKey: string;
                noticeVersion: string;
                noticeText: string;
                /** @description SHA-256 of the text */
                noticeHash: string;
                locale: string;
                mechanism: string;
                /** Format: date-time */
                occurredAt: string;
                actor: string;
            };
        };
        RedrivenDeadLetter: {
            id: string;
        };
        ReplayedDeliveries: {
            /** @description How many wait to be sent again */
            replayed: number;
            /** @description From where to go on, where there are more than 10,000 */
            nextSince: string | null;
        };
        ReplayedTopic: {
            topic: string;
            dryRun: boolean;
            partitions: {
                consumerGroup: string;
                partition: number;
                /** @description The first offset that it had not read */
                was: string;
                /** @description Where it begins again; the same as `was` where it stays */
                begins: string;
            }[];
        };
        RotatedWebhookSecret: {
            /** @description `whsec_…`, answered this once */
            secret: string;
            /**
             * Format: date-time
             * @description Until when what is sent is signed with the former one as well
             */
            formerSecretUntil: string;
        };
        Suppression: {
            channel: string;
            address: string;
            reason: string;
            /** Format: date-time */
            suppressedAt: string;
        };
        SuppressionList: {
            items: components["schemas"]["Suppression"][];
            nextCursor: string | null;
        };
        TakenReceipts: {
            /** @description Events of messages that are known here */
            applied: number;
            /** @description Kept until their message is known */
            unknown: number;
            rejected: {
                index: number;
                reason: string;
            }[];
        };
        Template: {
            key: string;
            version: number;
            channels: {
                [key: string]: {
                    locales: {
                        [key: string]: {
                            subject?: string;
                            body: string;
                            text?: string;
                        };
                    };
                };
            };
            /** @description The first of its channels */
            channel: string;
            /** @description The texts for that one */
            locales: {
                [key: string]: {
                    subject?: string;
                    body: string;
                    text?: string;
                };
            };
            fallbackLocale: string;
            variables: {
                name: string;
                required: boolean;
            }[];
            /** @description Comes with Polyphon; publish your own under this key to replace it */
            builtIn: boolean;
            publishedAt: string | null;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
        };
        TemplateItem: {
            key: string;
            version: number;
            channels?: {
                [key: string]: {
                    locales: {
                        [key: string]: {
                            subject?: string;
                            body: string;
                            text?: string;
                        };
                    };
                };
            };
            /** @description The first of its channels */
            channel: string;
            /** @description The texts for that one */
            locales?: {
                [key: string]: {
                    subject?: string;
                    body: string;
                    text?: string;
                };
            };
            fallbackLocale: string;
            variables?: {
                name: string;
                required: boolean;
            }[];
            /** @description Comes with Polyphon; publish your own under this key to replace it */
            builtIn: boolean;
            publishedAt: string | null;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
        };
        TemplateItemList: {
            items: components["schemas"]["TemplateItem"][];
            nextCursor: string | null;
        };
        TemplatePreview: {
            key: string;
            version: number;
            channel: string;
            locale: string;
            /** @description Of mail */
            subject?: string;
            /** @description Of mail */
            html?: string;
            text: string;
            /** @description How many messages the network counts; null where it counts none */
            segments: number | null;
        };
        TemplatePublication: {
            key: string;
            version: number;
            channels: {
                [key: string]: {
                    locales: {
                        [key: string]: {
                            subject?: string;
                            body: string;
                            text?: string;
                        };
                    };
                };
            };
            /** @description The first of its channels */
            channel: string;
            /** @description The texts for that one */
            locales: {
                [key: string]: {
                    subject?: string;
                    body: string;
                    text?: string;
                };
            };
            fallbackLocale: string;
            variables: {
                name: string;
                required: boolean;
            }[];
            /** @description Comes with Polyphon; publish your own under this key to replace it */
            builtIn: boolean;
            publishedAt: string | null;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
            /** @description What is no error and will still keep a mail from going out, as far as this service knows: what another service owns may be on its way. At most 20 are named */
            warnings: components["schemas"]["Warning"][];
        };
        TemplateUses: {
            items: components["schemas"]["DefinitionUse"][];
        };
        TestedWebhook: {
            /** Format: date-time */
            at: string;
            /** @description How long it took, in milliseconds */
            tookMs: number;
            /** @description What the endpoint answered, where it did */
            status?: number;
            /** @description Why it counts as failed: `status`, `timeout`, `unreachable`, `redirect_refused`, `url_not_public` … */
            error?: string;
            /** @description Whether the endpoint has answered 2xx */
            delivered: boolean;
        };
        Usage: {
            /** @constant */
            counts: "messages";
            /** @description Whose days they are: that of the workspace, as it was on each day */
            timeZone: string;
            /** @description Each day of the period, the oldest first */
            days: {
                /** Format: date */
                day: string;
                /** @description Messages that a provider has taken; one that was handed over twice counts twice */
                count: number;
                /** @description The same by channel */
                by: {
                    [key: string]: number;
                };
            }[];
        };
        UsageOfToday: {
            /** Format: date */
            day: string;
            /** @description Messages that a provider has taken; one that was handed over twice counts twice */
            count: number;
            /** @description The same by channel */
            by: {
                [key: string]: number;
            };
            workspaceId: string;
            key: string;
            timeZone: string;
            /**
             * Format: date-time
             * @description When the day ends there
             */
            endsAt: string;
        };
        UsageOfTodayList: {
            items: components["schemas"]["UsageOfToday"][];
            nextCursor: string | null;
        };
        Warning: {
            /** @description JSON pointer to the field within what was sent */
            pointer: string;
            /** @description Stable; what a program should look at */
            code: string;
            detail: string;
        };
        Webhook: {
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            key: string;
            url: string;
            types: string[];
            filter?: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            payload: "thin" | "full";
            maxPerSecond?: number;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: date-time
             * @description Since when no try has succeeded
             */
            failingSince?: string;
            /**
             * Format: date-time
             * @description Since when nothing is sent any more; `recoverWebhook` begins again
             */
            disabledAt?: string;
            /**
             * @description `gone`: 410; `failing`: nothing but failures for five days
             * @enum {string}
             */
            disabledBecause?: "gone" | "failing";
            /**
             * Format: date-time
             * @description Until when what is sent is signed with the former secret as well
             */
            formerSecretUntil?: string;
        };
        WebhookDelivery: {
            /** @description Also the header `webhook-id` */
            eventId: string;
            type: string;
            profileId?: string;
            /** @enum {string} */
            state: "waiting" | "delivered" | "failed";
            /** @description The last 30 of them, the latest last */
            tries: {
                /** Format: date-time */
                at: string;
                /** @description How long it took, in milliseconds */
                tookMs: number;
                /** @description What the endpoint answered, where it did */
                status?: number;
                /** @description Why it counts as failed: `status`, `timeout`, `unreachable`, `redirect_refused`, `url_not_public` … */
                error?: string;
            }[];
            /** Format: date-time */
            nextTryAt?: string;
            /** Format: date-time */
            createdAt: string;
        };
        WebhookDeliveryList: {
            items: components["schemas"]["WebhookDelivery"][];
            nextCursor: string | null;
        };
        WebhookList: {
            items: components["schemas"]["Webhook"][];
            nextCursor: string | null;
        };
        WebhookWithSecret: {
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            key: string;
            url: string;
            types: string[];
            filter?: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            payload: "thin" | "full";
            maxPerSecond?: number;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: date-time
             * @description Since when no try has succeeded
             */
            failingSince?: string;
            /**
             * Format: date-time
             * @description Since when nothing is sent any more; `recoverWebhook` begins again
             */
            disabledAt?: string;
            /**
             * @description `gone`: 410; `failing`: nothing but failures for five days
             * @enum {string}
             */
            disabledBecause?: "gone" | "failing";
            /**
             * Format: date-time
             * @description Until when what is sent is signed with the former secret as well
             */
            formerSecretUntil?: string;
            /** @description `whsec_…`, answered this once; `rotateWebhookSecret` makes another one */
            secret?: string;
        };
        WholeDeadLetter: {
            id: string;
            consumerGroup: string;
            topic: string;
            partition: number;
            offset: string;
            eventId: string | null;
            eventType: string | null;
            errorClass: string;
            errorCode: string;
            reason: string;
            attempts: number;
            /** Format: date-time */
            firstSeenAt: string;
            /** Format: date-time */
            lastTriedAt: string;
            headers: {
                [key: string]: string;
            };
            payload: string | null;
        };
        Work: {
            workId: string;
            version: number;
            kind: string;
            /** @description Who opened it and answers `acknowledgeWork`, `completeWork` and `reassignWork` */
            service: string;
            owner: {
                unit: string;
                /** @description Absent where it is the unit’s, and nobody’s of it yet */
                staffId?: string;
                /** @description Which responsibility, deputy or default led there */
                because: string;
            };
            /** @enum {string} */
            state: "open" | "acknowledged" | "done" | "canceled";
            /** Format: date-time */
            openedAt: string;
            /** @description Null where nothing waits for it */
            dueAt: string | null;
            /**
             * Format: date-time
             * @description When somebody first took it on
             */
            acknowledgedAt?: string;
            /**
             * Format: date-time
             * @description When it was found to be late
             */
            overdueAt?: string;
            /** Format: date-time */
            doneAt?: string;
            /** Format: date-time */
            canceledAt?: string;
            profileId: string | null;
            why: string;
            /** @description Leads to what there is to do, at its service */
            href: string;
            /** @description How often it has had another owner */
            handOvers: number;
            /** @description The latest last, at most 50 */
            formerOwners: {
                unit: string;
                /** @description Absent where it is the unit’s, and nobody’s of it yet */
                staffId?: string;
                /** @description Which responsibility, deputy or default led there */
                because: string;
                /** Format: date-time */
                until: string;
            }[];
        };
    };
    responses: {
        /** @description The request does not have the form that this operation takes; `errors` names each fault */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no credential, or it is not known */
        Unauthenticated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The credential does not allow this */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It does not exist, or not in this workspace */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description None of the media types in Accept is answered here */
        NotAcceptable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It was there, and is no more */
        Gone: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It does not go together with what there is by now */
        Conflict: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description If-Match names another version than the current one, or there is one and If-None-Match wants none */
        PreconditionFailed: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than this operation takes */
        TooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not of a media type that this operation takes */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request has the right form, but cannot be carried out */
        Unprocessable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something that this needs is away; the same request can be sent again */
        Unavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A problem; `code` says which */
        Problem: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names the version of what is answered, for If-Match, and what was shown of it, for If-None-Match */
        ETag: string;
        /** @description Seconds after which it is worth trying again */
        RetryAfter: number;
        /** @description How many requests this credential may send in a window */
        RateLimitLimit: number;
        /** @description How many of them are left in this window */
        RateLimitRemaining: number;
        /** @description Seconds until the window ends */
        RateLimitReset: number;
        /** @description Names this request in the log of the service */
        RequestId: string;
        /** @description `true` where the answer is that to an earlier request with the same Idempotency-Key */
        IdempotencyReplayed: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listMessages: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "plannedAt" | "-plannedAt" | undefined;
                /** @description Of a person, by any id that they ever had */
                profileId?: string | undefined;
                /** @description Where it stands */
                delivery?: "planned" | "deferred" | "queued" | "sending" | "uncertain" | "sent" | "failed" | "dropped" | "expired" | "canceled" | "accepted" | "delivered" | "bounced" | undefined;
                /** @description The same as `delivery` */
                state?: "planned" | "deferred" | "queued" | "sending" | "uncertain" | "sent" | "failed" | "dropped" | "expired" | "canceled" | "accepted" | "delivered" | "bounced" | undefined;
                /** @description Why it has not gone out */
                reason?: string | undefined;
                class?: "transactional" | "service" | "marketing" | "research" | undefined;
                channel?: string | undefined;
                /** @description What it is about, as permissions name it; spellings that look alike are one topic */
                topic?: string | undefined;
                /** @description The key of its template, in whichever version */
                template?: string | undefined;
                /** @description Of the run of a journey that ordered it */
                runId?: string | undefined;
                /** @description Planned at or after this moment */
                from?: string | undefined;
                /** @description Planned before this moment */
                to?: string | undefined;
                /** @description `summary` leaves out `verdicts` */
                fields?: "all" | "summary" | undefined;
                /** @description Only with `Accept: application/x-ndjson`: what has been written at or after this moment, by the clock of the database */
                updatedSince?: string | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSummaryList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "profileId": "01930f6e-0c00-7a10-8f00-3f6c1d2b4a01",
                 *       "template": {
                 *         "key": "parcel-arrived"
                 *       },
                 *       "data": {
                 *         "orderNumber": "50314"
                 *       },
                 *       "class": "service",
                 *       "topic": "orders"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description Who it is for; need not be known yet
                     */
                    profileId?: string;
                    to?: {
                        channel: string;
                        address: string;
                    };
                    /** @description Best first; `["email"]` by default */
                    channels?: string[];
                    template: {
                        /** @description Chosen by you: small letters, digits, `_` and `-` */
                        key: string;
                        version?: number;
                    };
                    locale?: string;
                    /** @description Without it: `{}` */
                    data?: {
                        [key: string]: unknown;
                    };
                    /** @enum {string} */
                    class: "transactional" | "service" | "marketing" | "research";
                    /** @description What it is about, as permissions name it; spellings that look alike are one topic */
                    topic: string;
                    /** @default 50 */
                    priority?: number;
                    /** Format: date-time */
                    sendAt?: string;
                    /** Format: date-time */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlannedMessage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    cancelMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `true` lists those that are archived, and only these */
                archived?: "true" | "false" | undefined;
                /** @description `summary` leaves out `channels`, `locales`, `variables` */
                fields?: "all" | "summary" | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateItemList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getTemplate: {
        parameters: {
            query?: {
                /** @description The newest one unless said */
                version?: number | undefined;
            };
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description Nothing has changed since the ETag in If-None-Match was answered */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putTemplate: {
        parameters: {
            query?: {
                /** @description `false` only saves a draft */
                publish?: "true" | "false" | undefined;
            };
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
                /** @description `*`: only if there is nothing yet; without If-Match */
                "If-None-Match"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "email",
                 *       "locales": {
                 *         "de": {
                 *           "subject": "Danke für Ihre Bestellung {{ data.orderNumber }}",
                 *           "body": "<p>Guten Tag {{ person.traits.firstName | default: \"\" }},</p><p>Ihr Paket ist da.</p>"
                 *         },
                 *         "en": {
                 *           "subject": "Thank you for order {{ data.orderNumber }}",
                 *           "body": "<p>Hello {{ person.traits.firstName | default: \"\" }},</p><p>your parcel has arrived.</p>"
                 *         }
                 *       },
                 *       "fallbackLocale": "en",
                 *       "variables": [
                 *         "orderNumber"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description The texts for each channel */
                    channels?: {
                        email?: {
                            locales: {
                                [key: string]: {
                                    /** @description Liquid */
                                    subject: string;
                                    /** @description Liquid; HTML if it holds a tag, else plain text */
                                    body: string;
                                    /** @description The plain text part; made of the body if it is missing */
                                    text?: string;
                                };
                            };
                        };
                        sms?: {
                            locales: {
                                [key: string]: {
                                    /** @description Liquid, as plain text */
                                    body: string;
                                };
                            };
                        };
                    };
                    /** @description With `locales`, the short form for one channel */
                    channel?: string;
                    /** @description The texts for `channel` */
                    locales?: {
                        [key: string]: {
                            /** @description Liquid; of mail, which needs it */
                            subject?: string;
                            /** @description Liquid; in mail HTML if it holds a tag, else plain text */
                            body: string;
                            /** @description The plain text part of mail; made of the body if it is missing */
                            text?: string;
                        };
                    };
                    /** @description Used when nobody wants another one; a language that every channel has, `en` or the first by default */
                    fallbackLocale?: string;
                    /** @description Paths below `data` that the template counts on: `orderNumber`, `order.größe`, `["order id"]`. Without it: `[]` */
                    variables?: (string | {
                        name: string;
                        /** @default true */
                        required?: boolean;
                        description?: string;
                    })[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePublication"];
                };
            };
            /** @description Made */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePublication"];
                };
            };
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionDraft"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    archiveTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getTemplateDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionDraft"];
                };
            };
            /** @description Nothing has changed since the ETag in If-None-Match was answered */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    discardTemplateDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    previewTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "locale": "de",
                 *       "person": {
                 *         "traits": {
                 *           "firstName": "Änne"
                 *         }
                 *       },
                 *       "data": {
                 *         "orderNumber": "50314"
                 *       }
                 *     }
                 */
                "application/json": {
                    version?: number;
                    /** @description The first of the template by default */
                    channel?: string;
                    locale?: string;
                    /**
                     * Format: uuid
                     * @description Somebody known; or imagine a `person`
                     */
                    profileId?: string;
                    /** @description `{ traits, identifiers, locale }` */
                    person?: {
                        [key: string]: unknown;
                    };
                    /** @description Without it: `{}` */
                    data?: {
                        [key: string]: unknown;
                    };
                    /** Format: uri */
                    url?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    publishTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePublication"];
                };
            };
            /** @description Made */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePublication"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    restoreTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    rollbackTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1
                 *     }
                 */
                "application/json": {
                    version: number;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePublication"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTemplateUses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateUses"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTemplateVersions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `summary` leaves out `channels`, `locales`, `variables` */
                fields?: "all" | "summary" | undefined;
            };
            header?: never;
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateItemList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getContactability: {
        parameters: {
            query: {
                profileId: string;
                channel?: string | undefined;
                class: "transactional" | "service" | "marketing" | "research";
                /** @description What it is about, as permissions name it; spellings that look alike are one topic */
                topic: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contactability"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listPermissions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most records in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description Required, except with a person token */
                profileId?: string | undefined;
                channel?: string | undefined;
                /** @description What it is about, as permissions name it; spellings that look alike are one topic */
                topic?: string | undefined;
                /** @description What holds now */
                state?: "granted" | "existing_customer" | "denied" | "withdrawn" | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putPermission: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "profileId": "01930f6e-0c00-7a10-8f00-3f6c1d2b4a01",
                 *       "channel": "email",
                 *       "topic": "orders",
                 *       "state": "granted",
                 *       "proof": {
                 *         "noticeKey": "newsletter",
                 *         "noticeVersion": "3",
                 *         "noticeText": "Ja, ich möchte Neuigkeiten per E-Mail bekommen. Ich kann jederzeit widersprechen.",
                 *         "locale": "de",
                 *         "mechanism": "double-opt-in",
                 *         "occurredAt": "2026-01-22T10:00:00.000Z",
                 *         "actor": "person"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description Need not be known here yet
                     */
                    profileId: string;
                    channel: string;
                    /** @description What it is about, as permissions name it; spellings that look alike are one topic */
                    topic: string;
                    /** @enum {string} */
                    state: "granted" | "existing_customer" | "denied" | "withdrawn";
                    proof: {
                        noticeKey: string;
                        noticeVersion: string;
                        /** @description What the person was shown, word by word */
                        noticeText: string;
                        locale: string;
                        /** @description `checkbox`, `double-opt-in`, `paper`, … */
                        mechanism: string;
                        /** Format: date-time */
                        occurredAt: string;
                        /** @description Who recorded it: the person, a member of the team, a system */
                        actor: string;
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedPermission"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listSuppressions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "address" | "-address" | undefined;
                channel?: string | undefined;
                reason?: string | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "email",
                 *       "address": "aenne.weiss@example.org",
                 *       "reason": "asked by phone"
                 *     }
                 */
                "application/json": {
                    channel: string;
                    address: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suppression"];
                };
            };
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suppression"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    removeSuppression: {
        parameters: {
            query: {
                channel: string;
                address: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    recordProviderCallback: {
        parameters: {
            query?: {
                /** @description Of `twilio`: the message, as the address for callbacks says */
                messageId?: string | undefined;
            };
            header?: never;
            path: {
                /** @description `generic`, or `twilio` for its own form */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         {
                 *           "id": "evt-1",
                 *           "messageId": "01930f6e-0c00-7a10-8f00-3f6c1d2b4a20",
                 *           "event": "delivered",
                 *           "occurredAt": "2026-01-22T10:00:03.000Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    events: {
                        id: string;
                        /** Format: uuid */
                        messageId: string;
                        /** @enum {string} */
                        event: "delivered" | "read" | "clicked" | "bounced" | "complained" | "failed";
                        /**
                         * Format: date-time
                         * @description Without one that can be read it counts as received
                         */
                        occurredAt: string;
                        reason?: string;
                        /**
                         * @description Of a bounce: whether the address is gone for good. Without it, only an enhanced code of class 5 that is about the address (RFC 3463) in `reason` says so
                         * @enum {string}
                         */
                        bounce?: "permanent" | "transient";
                    }[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenReceipts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    showUnsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    unsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listDefinitions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                kind?: "template" | undefined;
                /** @description `true` lists those that are archived, and only these */
                archived?: "true" | "false" | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinedList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    pollEvents: {
        parameters: {
            query?: {
                /** @description A name of your choice, under which we keep your cursor */
                consumer?: string | undefined;
                /** @description `cursor` of the call before; `oldest` for all that is kept, `latest` for what comes from now on */
                after?: string | undefined;
                /** @description Most events at once */
                limit?: number | undefined;
                /** @description Only these types, a comma list, of: `messaging.message_queued.v1`, `messaging.message_deferred.v1`, `messaging.message_accepted.v1`, `messaging.message_sent.v1`, `messaging.message_delivered.v1`, `messaging.message_read.v1`, `messaging.message_clicked.v1`, `messaging.message_failed.v1`, `messaging.message_bounced.v1`, `messaging.message_dropped.v1`, `messaging.message_uncertain.v1`, `messaging.permission_changed.v1`, `messaging.erasure_confirmed.v1`, `messaging.restriction_confirmed.v1`, `messaging.export_prepared.v1`, `messaging.work_acknowledged.v1`, `messaging.work_canceled.v1`, `messaging.work_done.v1`, `messaging.work_escalated.v1`, `messaging.work_opened.v1`, `messaging.work_overdue.v1`, `messaging.work_reassigned.v1` */
                types?: string | undefined;
                /** @description For how many seconds to wait for the first event */
                wait?: number | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolledEvents"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            410: components["responses"]["Gone"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Only these types, a comma list, of: `messaging.message_queued.v1`, `messaging.message_deferred.v1`, `messaging.message_accepted.v1`, `messaging.message_sent.v1`, `messaging.message_delivered.v1`, `messaging.message_read.v1`, `messaging.message_clicked.v1`, `messaging.message_failed.v1`, `messaging.message_bounced.v1`, `messaging.message_dropped.v1`, `messaging.message_uncertain.v1`, `messaging.permission_changed.v1`, `messaging.erasure_confirmed.v1`, `messaging.restriction_confirmed.v1`, `messaging.export_prepared.v1`, `messaging.work_acknowledged.v1`, `messaging.work_canceled.v1`, `messaging.work_done.v1`, `messaging.work_escalated.v1`, `messaging.work_opened.v1`, `messaging.work_overdue.v1`, `messaging.work_reassigned.v1` */
                types?: string | undefined;
                /** @description Only what is about this person, whoever they were merged into */
                profileId?: string | undefined;
                /** @description The `id` behind which to go on, as `Last-Event-ID`, which counts first; `oldest` for all that is kept */
                lastEventId?: string | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            410: components["responses"]["Gone"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "id" | "-id" | undefined;
                /** @description Only of this kind, such as `import.people` */
                kind?: string | undefined;
                state?: "queued" | "running" | "succeeded" | "failed" | "canceled" | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    acknowledgeWork: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                workId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Work"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    completeWork: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                workId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Work"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    reassignWork: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                workId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "unit": "service"
                 *     }
                 */
                "application/json": {
                    /** @description Chosen by you: small letters, digits, `_` and `-` */
                    unit?: string;
                    /** Format: uuid */
                    staffId?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Work"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    startImport: {
        parameters: {
            query: {
                /** @description What the rows are: `permissions`, `suppressions` */
                kind: string;
                /** @description What is between the cells of a CSV */
                delimiter?: "comma" | "semicolon" | "tab" | undefined;
            };
            header: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listImportRows: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "line" | "-line" | undefined;
                outcome?: "applied" | "unchanged" | "rejected" | undefined;
            };
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRowList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "key" | "-key" | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Nothing has changed since the ETag in If-None-Match was answered */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
                /** @description `*`: only if there is nothing yet; without If-Match */
                "If-None-Match"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.org/hooks/polyphon",
                 *       "types": [
                 *         "messaging.message_queued.v1"
                 *       ],
                 *       "payload": "thin"
                 *     }
                 */
                "application/json": {
                    /** @description Where events are posted: `https`, and an address that is public */
                    url: string;
                    /** @description The types of events, such as those of this service in `/v1/stream`; `*` is every one */
                    types: string[];
                    /** @description A condition over the event in full: `{ "path": "event.data.reason", "op": "eq", "value": "bounced" }` */
                    filter?: {
                        [key: string]: unknown;
                    };
                    /**
                     * @description `thin` has ids, type, time and `href`; `full` everything, and needs the scope to read
                     * @default thin
                     * @enum {string}
                     */
                    payload?: "thin" | "full";
                    /** @description No more than so many are sent in a second */
                    maxPerSecond?: number;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description Made */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "position" | "-position" | undefined;
                state?: "waiting" | "delivered" | "failed" | undefined;
                /** @description Only events of this type */
                type?: string | undefined;
            };
            header?: never;
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    recoverWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since": "2026-11-28T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: date-time
                     * @description From when on to send what failed; by default all that is kept, seven days
                     */
                    since?: string;
                };
            };
        };
        responses: {
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedDeliveries"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    replayDeliveries: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "failedSince": "2026-11-28T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description This one
                     */
                    eventId?: string;
                    /**
                     * Format: date-time
                     * @description All that have failed of those made at or after this moment
                     */
                    failedSince?: string;
                    /**
                     * Format: date-time
                     * @description All that were made at or after this moment, delivered or not
                     */
                    since?: string;
                };
            };
        };
        responses: {
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedDeliveries"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedWebhookSecret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestedWebhook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "at" | "-at" | undefined;
                kind?: "change" | "read" | undefined;
                who?: "key" | "staff" | "person" | "operator" | undefined;
                staffId?: string | undefined;
                keyId?: string | undefined;
                operation?: string | undefined;
                /** @description Whom it was about, also by an id of before a merge */
                profileId?: string | undefined;
                /** @description Done at or after this moment */
                from?: string | undefined;
                /** @description Done before this moment */
                to?: string | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    verifyAudit: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the call before */
                cursor?: string | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description The first day, `2026-11-01`; by default 30 days until `to` */
                from?: string | undefined;
                /** @description The last day; by default today. At most 400 days */
                to?: string | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listUsage: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "createdAt" | "-createdAt" | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageOfTodayList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getWorkspaceUsage: {
        parameters: {
            query?: {
                /** @description The first day, `2026-11-01`; by default 30 days until `to` */
                from?: string | undefined;
                /** @description The last day; by default today. At most 400 days */
                to?: string | undefined;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putAccessKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "workspace": {
                 *         "id": "01930f6e-0c00-7a10-8f00-3f6c1d2b4a60",
                 *         "key": "obstgarten",
                 *         "name": "Obstgarten Größe & Söhne",
                 *         "timeZone": "Europe/Berlin",
                 *         "locale": "de",
                 *         "defaultRegion": "DE"
                 *       },
                 *       "kind": "secret"
                 *     }
                 */
                "application/json": {
                    /** @description What is not named stays; `key` and `name` are needed where it is new here */
                    workspace: {
                        /**
                         * Format: uuid
                         * @description Chosen by whoever makes the workspace, a UUID; the same in every service
                         */
                        id: string;
                        /** @description Chosen by you: small letters, digits, `_` and `-` */
                        key?: string;
                        name?: string;
                        /**
                         * @description `live` by default; decides how secrets begin
                         * @enum {string}
                         */
                        mode?: "live" | "test";
                        /** @description `UTC` by default */
                        timeZone?: string;
                        /** @description `en` by default */
                        locale?: string;
                        defaultRegion?: string | null;
                        /** @description What is not named stays; null brings the default back */
                        settings?: {
                            weekStart?: number | null;
                            trustPublishable?: boolean | null;
                            purposes?: {
                                [key: string]: "consent" | "none";
                            } | null;
                            retention?: {
                                [key: string]: number;
                            } | null;
                            lint?: {
                                /** @default null */
                                formOfAddress?: ("formal" | "informal") | null;
                            } | null;
                            strikes?: {
                                limit: number;
                                within: string;
                            } | null;
                            brand?: {
                                /** @default null */
                                name?: string | null;
                                /** @default null */
                                logoUrl?: string | null;
                                /** @default null */
                                primaryColour?: string | null;
                                /** @default null */
                                secondaryColour?: string | null;
                            } | null;
                        };
                    };
                    /** @enum {string} */
                    kind: "secret" | "publishable" | "person";
                    /** @description A secret that another service has answered; only its hash is stored */
                    secret?: string;
                    /** @description SHA-256 of the secret in hex, instead of the secret itself */
                    hash?: string;
                    /** @description Of kind `person` */
                    publicKey?: {
                        /** @constant */
                        kty: "EC";
                        /** @constant */
                        crv: "P-256";
                        x: string;
                        y: string;
                        kid?: string;
                        /** @constant */
                        alg?: "ES256";
                        /** @constant */
                        use?: "sig";
                        key_ops?: "verify"[];
                        ext?: boolean;
                    };
                    /** @description By default everything that a key of this kind may */
                    scopes?: ("profile:read" | "profile:write" | "journey:read" | "journey:write" | "messaging:read" | "messaging:write" | "feedback:read" | "feedback:write" | "analytics:read" | "analytics:write" | "keys:manage" | "workspace:manage" | "profile:impersonate" | "staff:impersonate")[];
                    /** @description Browsers may use the key only from these; none: from any */
                    origins?: string[];
                    expiresAt?: string | null;
                    /** @description true takes the key back, for good */
                    revoked?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutAccessKey"];
                };
            };
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutAccessKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "id" | "-id" | undefined;
                consumerGroup?: string | undefined;
                eventType?: string | undefined;
                errorCode?: string | undefined;
                /** @description First seen at or after this moment */
                from?: string | undefined;
                /** @description First seen before this moment */
                to?: string | undefined;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeDeadLetter"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    discardDeadLetter: {
        parameters: {
            query?: {
                reason?: string | undefined;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    redriveDeadLetter: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedrivenDeadLetter"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    acceptGap: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "topic": "polyphon.journey",
                 *       "partition": 3
                 *     }
                 */
                "application/json": {
                    consumerGroup?: string;
                    topic?: string;
                    partition?: number;
                    /**
                     * Format: date-time
                     * @description Only gaps that were found until then
                     */
                    foundUntil?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedGaps"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    replayTopic: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "topic": "polyphon.profile.workspaces",
                 *       "from": "beginning",
                 *       "dryRun": true
                 *     }
                 */
                "application/json": {
                    topic: string;
                    /** @description `beginning`, or a date and time with `Z` or an offset: records that were written to the log from then on. Go back further than you think, as they are written a moment after what they tell of */
                    from: string;
                    /**
                     * @description Also facts that are so old that they may not be recognised any more, and then happen again
                     * @default false
                     */
                    allowRepeats?: boolean;
                    /**
                     * @description Only say what would be
                     * @default false
                     */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedTopic"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getAbout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["About"];
                    "text/html": string;
                };
            };
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
            429: components["responses"]["RateLimited"];
            /** @description Answer */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checks"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checks"];
                };
            };
            429: components["responses"]["RateLimited"];
            /** @description Answer */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checks"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getStartup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checks"];
                };
            };
            429: components["responses"]["RateLimited"];
            /** @description Answer */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checks"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDiagnosis: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnosis"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
}
