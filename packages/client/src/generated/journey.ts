// Made by npm run generate from openapi/journey.json.
export interface paths {
    "/v1/journeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest version of every journey, by key
         * @description Scope: `journey:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listJourneys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a journey in its newest or a named version
         * @description Scope: `journey:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["getJourney"];
        /**
         * Publish a version of a journey, or save a draft
         * @description A version never changes. The same content again answers the version that it already is. `publish=false` keeps what is sent as a draft, answers 202 and changes nothing else. From now on people enter by the new version; runs under way finish with the version they began with. 400 names what has not the form of a journey, 422 everything that is wrong with its meaning. `warnings` say what other services lack for it.
         *
         *     Scope: `journey:write`. Staff: `admin`.
         */
        put: operations["putJourney"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a journey out of use
         * @description It can be read and restored, and nobody can name it any more. 409 `journey_in_use` while others name it; `listJourneyUses` says who. Nobody enters any more; runs under way go on by their version. Stop it first to end them.
         *
         *     Scope: `journey:write`. Staff: `admin`.
         */
        post: operations["archiveJourney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the draft of a journey
         * @description Scope: `journey:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["getJourneyDraft"];
        put?: never;
        post?: never;
        /**
         * Throw the draft of a journey away
         * @description Scope: `journey:write`. Staff: `admin`.
         */
        delete: operations["discardJourneyDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish the draft of a journey
         * @description Where there is no draft, nothing is to be published: the newest version is answered.
         *
         *     Scope: `journey:write`. Staff: `admin`.
         */
        post: operations["publishJourney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived journey back as it was
         * @description Scope: `journey:write`. Staff: `admin`.
         */
        post: operations["restoreJourney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish an old version of a journey again
         * @description It becomes the next version; nothing of the history is lost.
         *
         *     Scope: `journey:write`. Staff: `admin`.
         */
        post: operations["rollbackJourney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a journey
         * @description Nobody enters any more. Runs under way end with the outcome `stopped`, or finish with `mode: drain`.
         *
         *     Scope: `journey:write`. Staff: `admin`.
         */
        post: operations["stopJourney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who names a journey, so that it cannot be archived
         * @description As far as this service has heard of what the others publish.
         *
         *     Scope: `journey:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listJourneyUses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of a journey, the newest first
         * @description Scope: `journey:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listJourneyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journeys/{key}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the runs of a journey
         * @description Newest first. With `profileId`, `refusal` says why that person was last not let in.
         *
         *     Scope: `journey:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["listRuns"];
        put?: never;
        /**
         * Start a run for a person
         * @description Answers at once. Of a person who is not known here yet the run waits until they are; if nobody comes it ends as `profile_not_seen`. Entry conditions, hold-out and re-entry count here too: who may not enter gets a run that ends as `not_entered`, and its trace says why.
         *
         *     Scope: `journey:write`. Staff: `agent`, `manager`, `admin`.
         */
        post: operations["startRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a run with its trace
         * @description Scope: `journey:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{runId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a run as canceled
         * @description Scope: `journey:write`. Staff: `agent`, `manager`, `admin`.
         */
        post: operations["cancelRun"];
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
         *     Scope: `journey:read`. Staff: `manager`, `analyst`, `admin`.
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
         *     Scope: `journey:read`. Staff: `manager`, `admin`.
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
         *     Scope: `journey:read`. Staff: `manager`, `admin`.
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
         *     Scope: `journey:read`. Staff: `admin`.
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
         * @description Scope: `journey:read`. Staff: `admin`.
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
         * @description Scope: `journey:write`. Staff: `admin`.
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
         *     Scope: `journey:write`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
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
         *     Scope: `journey:write`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
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
         *     Scope: `journey:write`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
         */
        post: operations["reassignWork"];
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
         * @description Scope: `journey:read`. Staff: `admin`.
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
         * @description Scope: `journey:read`. Staff: `admin`.
         */
        get: operations["getWebhook"];
        /**
         * Have events posted to an endpoint
         * @description Standard Webhooks: each event is posted with `webhook-id`, `webhook-timestamp` and `webhook-signature`, at least once, and in order for each person. The secret is answered when the webhook is made, and never again. At most 1000 in a workspace, whose filters have 5000 comparisons together.
         *
         *     Scope: `journey:write`. Staff: `admin`.
         */
        put: operations["putWebhook"];
        post?: never;
        /**
         * Post nothing more; once this is answered, nothing arrives
         * @description A call that is under way is waited for, up to 14 seconds.
         *
         *     Scope: `journey:write`. Staff: `admin`.
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
         *     Scope: `journey:read`. Staff: `admin`.
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
         * @description Scope: `journey:write`. Staff: `admin`.
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
         *     Scope: `journey:write`. Staff: `admin`.
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
         * @description Scope: `journey:write`. Staff: `admin`.
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
         *     Scope: `journey:write`. Staff: `admin`.
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
         *     Scope: `journey:read`. Staff: `admin`.
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
         *     Scope: `journey:read`. Staff: `admin`.
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
         * @description Scope: `journey:read`. Staff: `admin`.
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
         * @description Scope: `journey:read`. Staff: `admin`.
         */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Give it up for good
         * @description Scope: `journey:write`. Staff: `admin`.
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
         * @description Scope: `journey:write`. Staff: `admin`.
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
        AccountCondition: {
            account: {
                /** @description A path such as traits.address.city, traits.tags[0], traits["First Name"] or event.properties.products[*].sku: what holds anything but letters, digits, _, - and $ is quoted. */
                path: string;
                /** @enum {string} */
                op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "in" | "contains" | "exists" | "before" | "after";
                value?: string | number | boolean | null | (string | number | boolean | null)[];
            };
            /**
             * @default any
             * @enum {string}
             */
            match?: "any" | "all" | "none";
            role?: string;
        };
        Alive: {
            ok: boolean;
        };
        AllCondition: {
            all: components["schemas"]["Condition"][];
        };
        AnswerCondition: {
            answer: {
                survey: string;
                question?: string;
            };
            /** @enum {string} */
            op?: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "in" | "contains";
            value?: string | number | boolean | null | (string | number | boolean | null)[];
            within?: string;
        };
        AnyCondition: {
            any: components["schemas"]["Condition"][];
        };
        ApiTrigger: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "api";
        };
        AskStep: {
            name?: string;
            /** @description Where this step stands on the journey map */
            touchpoint?: string;
            next: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ask";
            survey: string;
            template?: string;
            topic: string;
            /** @description Without it: `{}` */
            properties?: {
                [key: string]: string | number | boolean | null | {
                    /** @description A path such as traits.address.city, traits.tags[0], traits["First Name"] or event.properties.products[*].sku: what holds anything but letters, digits, _, - and $ is quoted. */
                    path: string;
                };
            };
            channels: string[];
            /** @description After it the run goes on to `next` */
            timeout: string;
            onAnswered: string | null;
            /** @description Where to go when nobody will be asked, or the mail fails; else `next` */
            onDrop?: string | null;
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
        BranchStep: {
            name?: string;
            /** @description Where this step stands on the journey map */
            touchpoint?: string;
            next: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "branch";
            cases: {
                id: string;
                when: components["schemas"]["Condition"];
                next: string | null;
            }[];
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
        ComputedCondition: {
            computed: string;
            /** @enum {string} */
            op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "in" | "contains" | "exists" | "before" | "after";
            value?: string | number | boolean | null | (string | number | boolean | null)[];
        };
        /** @description A condition over what is known of one person. */
        Condition: components["schemas"]["AllCondition"] | components["schemas"]["AnyCondition"] | components["schemas"]["NotCondition"] | components["schemas"]["PathCondition"] | components["schemas"]["ComputedCondition"] | components["schemas"]["ListedCondition"] | components["schemas"]["SegmentCondition"] | components["schemas"]["DidCondition"] | components["schemas"]["MessageCondition"] | components["schemas"]["AnswerCondition"] | components["schemas"]["ConsentCondition"] | components["schemas"]["PermissionCondition"] | components["schemas"]["SequenceCondition"] | components["schemas"]["AccountCondition"];
        ConsentCondition: {
            consent: {
                purpose: string;
            };
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
        DidCondition: {
            did: string;
            /**
             * @description What is counted: events that were tracked, pages or screens of that name, or any of them
             * @default track
             * @enum {string}
             */
            kind?: "track" | "page" | "screen" | "any";
            where?: components["schemas"]["Condition"];
            /** @default 1 */
            atLeast?: number;
            within?: string;
        };
        EmitStep: {
            name?: string;
            /** @description Where this step stands on the journey map */
            touchpoint?: string;
            next: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "emit";
            /** @description Name of an event, as it was tracked */
            event: string;
            /** @description Without it: `{}` */
            data?: {
                [key: string]: string | number | boolean | null | {
                    /** @description A path such as traits.address.city, traits.tags[0], traits["First Name"] or event.properties.products[*].sku: what holds anything but letters, digits, _, - and $ is quoted. */
                    path: string;
                };
            };
        };
        EventTrigger: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "event";
            /** @description Name of an event, as it was tracked */
            event: string;
            /**
             * @description What is meant: an event that was tracked, a page or a screen of that name, or any of them
             * @default track
             * @enum {string}
             */
            kind?: "track" | "page" | "screen" | "any";
            where?: components["schemas"]["Condition"];
            /** @description What tells runs of one person apart, such as event.properties.orderId */
            correlateBy?: string;
        };
        ExitStep: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "exit";
            name?: string;
            outcome: string;
            touchpoint?: string;
        };
        GotoStep: {
            name?: string;
            /** @description Where this step stands on the journey map */
            touchpoint?: string;
            next: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "goto";
            /** @description The step to go on with, also an earlier one: the only way to close a circle */
            to: string;
            /** @description How often a run may go there by this step; when it comes here once more, it goes on to `next` */
            maxVisits: number;
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
        /** @description A journey: who enters, what happens step by step, when it ends. */
        Journey: {
            /** @constant */
            schema: "polyphon.journey/1";
            name?: string;
            purpose?: string;
            /** @enum {string} */
            class: "transactional" | "service" | "marketing" | "research";
            /** @default 50 */
            priority?: number;
            owner?: string;
            map?: {
                key: string;
                version: number;
            };
            entry: {
                triggers: (components["schemas"]["EventTrigger"] | components["schemas"]["SegmentTrigger"] | components["schemas"]["ApiTrigger"])[];
                when?: components["schemas"]["Condition"];
                /** @description Of the triggering event; without it, its age does not matter */
                maxAge?: string;
                /** @default 0 */
                holdoutPercent?: number;
                /** @description Without it: `{"mode":"after_exit","concurrent":1}` */
                reentry?: {
                    /** @enum {string} */
                    mode: "never" | "after_exit" | "always";
                    cooldown?: string;
                    max?: number;
                    /** @default 1 */
                    concurrent?: number;
                };
            };
            /** @description Without it: `{"rules":[],"maxAge":"P365D"}` */
            exit?: {
                /** @description Without it: `[]` */
                rules?: {
                    id: string;
                    on: {
                        /** @description Name of an event, as it was tracked */
                        event?: string;
                        /**
                         * @description What is meant: an event that was tracked, a page or a screen of that name, or any of them
                         * @default track
                         * @enum {string}
                         */
                        kind?: "track" | "page" | "screen" | "any";
                        where?: components["schemas"]["Condition"];
                        correlate?: boolean;
                        when?: components["schemas"]["Condition"];
                    };
                    outcome: string;
                }[];
                /**
                 * @description A run that is older ends with the outcome max_age
                 * @default P365D
                 */
                maxAge?: string;
            };
            goal?: {
                id: string;
                on: {
                    /** @description Name of an event, as it was tracked */
                    event: string;
                    /**
                     * @description What is meant: an event that was tracked, a page or a screen of that name, or any of them
                     * @default track
                     * @enum {string}
                     */
                    kind?: "track" | "page" | "screen" | "any";
                    where?: components["schemas"]["Condition"];
                    /**
                     * @description Only events with the same value at the trigger’s correlateBy
                     * @default true
                     */
                    correlate?: boolean;
                };
                /** @description Counted from the start of the run */
                within: string;
            };
            start: string;
            steps: {
                [key: string]: components["schemas"]["AskStep"] | components["schemas"]["BranchStep"] | components["schemas"]["EmitStep"] | components["schemas"]["ExitStep"] | components["schemas"]["GotoStep"] | components["schemas"]["SendStep"] | components["schemas"]["UpdateStep"] | components["schemas"]["WaitStep"] | components["schemas"]["WaitForStep"];
            };
        };
        JourneyItem: {
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            key: string;
            version: number;
            /** @enum {string} */
            status: "live" | "stopped";
            name: string | null;
            /** @description As it was put */
            definition?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
        };
        JourneyItemList: {
            items: components["schemas"]["JourneyItem"][];
            nextCursor: string | null;
        };
        JourneyPublication: {
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            key: string;
            version: number;
            /** @enum {string} */
            status: "live" | "stopped";
            name: string | null;
            /** @description As it was put */
            definition: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
            /** @description What is no error and will still keep a mail from going out, as far as this service knows: what another service owns may be on its way. At most 20 are named */
            warnings: components["schemas"]["Warning"][];
        };
        JourneyUses: {
            items: components["schemas"]["DefinitionUse"][];
        };
        ListedCondition: {
            listed: string;
        };
        MessageCondition: {
            message: string | {
                template: string;
            } | {
                topic: string;
            };
            /** @enum {string} */
            state: "accepted" | "sent" | "delivered" | "read" | "clicked" | "replied" | "failed" | "dropped" | "expired";
            within?: string;
        };
        NotCondition: {
            not: components["schemas"]["Condition"];
        };
        PathCondition: {
            /** @description A path such as traits.address.city, traits.tags[0], traits["First Name"] or event.properties.products[*].sku: what holds anything but letters, digits, _, - and $ is quoted. */
            path: string;
            /** @enum {string} */
            op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "in" | "contains" | "exists" | "before" | "after";
            value?: string | number | boolean | null | (string | number | boolean | null)[];
        };
        PermissionCondition: {
            permission: {
                channel: string;
                topic: string;
            };
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
        PublishedJourney: {
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            key: string;
            version: number;
            /** @enum {string} */
            status: "live" | "stopped";
            name: string | null;
            /** @description As it was put */
            definition: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
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
        Run: {
            /** Format: uuid */
            id: string;
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            journey: string;
            version: number;
            /** Format: uuid */
            profileId: string;
            /**
             * @description `parked`: waits until this service knows the person
             * @enum {string}
             */
            status: "parked" | "running" | "ended";
            /** @description How it ended */
            outcome: string | null;
            trigger: {
                /** @enum {string} */
                type: "event" | "segment" | "api";
                event?: string;
                /** @description `page` or `screen`; without it, the event was tracked */
                kind?: string;
                messageId?: string;
                segment?: string;
            };
            data: {
                [key: string]: unknown;
            };
            /** @description Where it is, or was at the end */
            step: string | null;
            visit: number;
            /** Format: date-time */
            startedAt: string;
            endedAt: string | null;
            /** @description When it goes on if nothing happens before */
            wakeAt: string | null;
            goalReachedAt: string | null;
        };
        RunItem: {
            /** Format: uuid */
            id: string;
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            journey: string;
            version: number;
            /** Format: uuid */
            profileId: string;
            /**
             * @description `parked`: waits until this service knows the person
             * @enum {string}
             */
            status: "parked" | "running" | "ended";
            /** @description How it ended */
            outcome: string | null;
            trigger: {
                /** @enum {string} */
                type: "event" | "segment" | "api";
                event?: string;
                /** @description `page` or `screen`; without it, the event was tracked */
                kind?: string;
                messageId?: string;
                segment?: string;
            };
            data?: {
                [key: string]: unknown;
            };
            /** @description Where it is, or was at the end */
            step: string | null;
            visit: number;
            /** Format: date-time */
            startedAt: string;
            endedAt: string | null;
            /** @description When it goes on if nothing happens before */
            wakeAt: string | null;
            goalReachedAt: string | null;
        };
        RunList: {
            items: components["schemas"]["RunItem"][];
            nextCursor: string | null;
            refusal: {
                /** Format: date-time */
                at: string;
                code: string;
                because: string;
            } | null;
        };
        SegmentCondition: {
            segment: string;
            /** @default true */
            member?: boolean;
        };
        SegmentTrigger: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "segment";
            segment: string;
            /** @enum {string} */
            on: "enter" | "exit";
            /**
             * @description Who is in the segment at publication starts too
             * @default false
             */
            existing?: boolean;
        };
        SendStep: {
            name?: string;
            /** @description Where this step stands on the journey map */
            touchpoint?: string;
            next: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "send";
            template: string;
            topic: string;
            channels: string[];
            /**
             * @default first_reachable
             * @enum {string}
             */
            mode?: "first_reachable" | "person_preferred" | "all";
            /** @description One channel after the other: the next one unless the message has come so far in time */
            fallback?: {
                /** @enum {string} */
                unless: "sent" | "delivered" | "read";
                within: string;
            };
            /** @description Without it: `{}` */
            data?: {
                [key: string]: string | number | boolean | null | {
                    /** @description A path such as traits.address.city, traits.tags[0], traits["First Name"] or event.properties.products[*].sku: what holds anything but letters, digits, _, - and $ is quoted. */
                    path: string;
                };
            };
            /** @default P1D */
            expiresAfter?: string;
            /** @description Without it: `[]` */
            ignore?: ("quiet_hours" | "frequency_cap")[];
            /** @description Where to go when the message is dropped, fails or expires; else `next` */
            onDrop?: string | null;
        };
        SequenceCondition: {
            sequence: {
                did: string;
                /**
                 * @description What is counted: events that were tracked, pages or screens of that name, or any of them
                 * @default track
                 * @enum {string}
                 */
                kind?: "track" | "page" | "screen" | "any";
                where?: components["schemas"]["Condition"];
                /** @default false */
                absent?: boolean;
            }[];
            within: string;
        };
        StoppedJourney: {
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            key: string;
            version: number;
            /** @enum {string} */
            status: "live" | "stopped";
            name: string | null;
            /** @description As it was put */
            definition: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            publishedAt: string;
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
        TracedRun: {
            /** Format: uuid */
            id: string;
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            journey: string;
            version: number;
            /** Format: uuid */
            profileId: string;
            /**
             * @description `parked`: waits until this service knows the person
             * @enum {string}
             */
            status: "parked" | "running" | "ended";
            /** @description How it ended */
            outcome: string | null;
            trigger: {
                /** @enum {string} */
                type: "event" | "segment" | "api";
                event?: string;
                /** @description `page` or `screen`; without it, the event was tracked */
                kind?: string;
                messageId?: string;
                segment?: string;
            };
            data: {
                [key: string]: unknown;
            };
            /** @description Where it is, or was at the end */
            step: string | null;
            visit: number;
            /** Format: date-time */
            startedAt: string;
            endedAt: string | null;
            /** @description When it goes on if nothing happens before */
            wakeAt: string | null;
            goalReachedAt: string | null;
            trace: {
                /** Format: date-time */
                at: string;
                step: string | null;
                visit: number | null;
                what: string;
                because: string;
                orderId?: string;
            }[];
        };
        UpdateStep: {
            name?: string;
            /** @description Where this step stands on the journey map */
            touchpoint?: string;
            next: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "update";
            /** @description Traits by name; null removes one, and what is to be read and is not there stays as it is */
            set: {
                [key: string]: string | number | boolean | null | {
                    /** @description A path such as traits.address.city, traits.tags[0], traits["First Name"] or event.properties.products[*].sku: what holds anything but letters, digits, _, - and $ is quoted. */
                    path: string;
                };
            };
        };
        WaitForStep: {
            name?: string;
            /** @description Where this step stands on the journey map */
            touchpoint?: string;
            next: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "wait_for";
            any: {
                id: string;
                on: {
                    /** @description Name of an event, as it was tracked */
                    event?: string;
                    /**
                     * @description What is meant: an event that was tracked, a page or a screen of that name, or any of them
                     * @default track
                     * @enum {string}
                     */
                    kind?: "track" | "page" | "screen" | "any";
                    where?: components["schemas"]["Condition"];
                    correlate?: boolean;
                    when?: components["schemas"]["Condition"];
                };
                next: string | null;
            }[];
            /** @description After it the run goes on to `next` */
            timeout: string;
            /** @description Without it: `[]` */
            resetOn?: {
                /** @description Name of an event, as it was tracked */
                event: string;
                /**
                 * @description What is meant: an event that was tracked, a page or a screen of that name, or any of them
                 * @default track
                 * @enum {string}
                 */
                kind?: "track" | "page" | "screen" | "any";
                where?: components["schemas"]["Condition"];
                /**
                 * @description Only events with the same value at the trigger’s correlateBy
                 * @default true
                 */
                correlate?: boolean;
            }[];
            lookback?: string;
        };
        WaitStep: {
            name?: string;
            /** @description Where this step stands on the journey map */
            touchpoint?: string;
            next: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "wait";
            /** @description Days and weeks are days of the calendar in the zone, hours are hours */
            for?: string;
            /** @description Where to read a date or date-time */
            until?: string;
            offset?: string;
            window?: {
                days: number[];
                from: string;
                to: string;
            }[];
            /** @default person */
            tz?: string;
            /**
             * @default continue
             * @enum {string}
             */
            ifPast?: "continue" | "exit";
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
    listJourneys: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `true` lists those that are archived, and only these */
                archived?: "true" | "false" | undefined;
                /** @description `summary` leaves out `definition` */
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
                    "application/json": components["schemas"]["JourneyItemList"];
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
    getJourney: {
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
                    "application/json": components["schemas"]["PublishedJourney"];
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
    putJourney: {
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
                 *       "schema": "polyphon.journey/1",
                 *       "name": "Nach der Lieferung",
                 *       "class": "research",
                 *       "entry": {
                 *         "triggers": [
                 *           {
                 *             "type": "event",
                 *             "event": "Order Delivered",
                 *             "correlateBy": "event.properties.orderId"
                 *           }
                 *         ],
                 *         "reentry": {
                 *           "mode": "always",
                 *           "concurrent": 10
                 *         }
                 *       },
                 *       "exit": {
                 *         "rules": [
                 *           {
                 *             "id": "returned",
                 *             "on": {
                 *               "event": "Order Returned"
                 *             },
                 *             "outcome": "returned"
                 *           }
                 *         ]
                 *       },
                 *       "start": "rest",
                 *       "steps": {
                 *         "rest": {
                 *           "type": "wait",
                 *           "for": "P1D",
                 *           "window": [
                 *             {
                 *               "days": [
                 *                 1,
                 *                 2,
                 *                 3,
                 *                 4,
                 *                 5
                 *               ],
                 *               "from": "09:00",
                 *               "to": "18:00"
                 *             }
                 *           ],
                 *           "next": "thank-you"
                 *         },
                 *         "thank-you": {
                 *           "type": "ask",
                 *           "survey": "delivery",
                 *           "topic": "orders",
                 *           "channels": [
                 *             "email"
                 *           ],
                 *           "properties": {
                 *             "late": {
                 *               "path": "event.properties.late"
                 *             }
                 *           },
                 *           "timeout": "P14D",
                 *           "onAnswered": "answered",
                 *           "next": null
                 *         },
                 *         "answered": {
                 *           "type": "exit",
                 *           "outcome": "answered"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Journey"];
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
                    "application/json": components["schemas"]["JourneyPublication"];
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
                    "application/json": components["schemas"]["JourneyPublication"];
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
    archiveJourney: {
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
                    "application/json": components["schemas"]["PublishedJourney"];
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
    getJourneyDraft: {
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
    discardJourneyDraft: {
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
    publishJourney: {
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
                    "application/json": components["schemas"]["JourneyPublication"];
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
                    "application/json": components["schemas"]["JourneyPublication"];
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
    restoreJourney: {
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
                    "application/json": components["schemas"]["PublishedJourney"];
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
    rollbackJourney: {
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
                    "application/json": components["schemas"]["JourneyPublication"];
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
    stopJourney: {
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
                 *       "mode": "drain"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description `drain` lets runs that are under way finish
                     * @default stop
                     * @enum {string}
                     */
                    mode?: "stop" | "drain";
                } | null;
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
                    "application/json": components["schemas"]["StoppedJourney"];
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
    listJourneyUses: {
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
                    "application/json": components["schemas"]["JourneyUses"];
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
    listJourneyVersions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `summary` leaves out `definition` */
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
                    "application/json": components["schemas"]["JourneyItemList"];
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
    listRuns: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "startedAt" | "-startedAt" | undefined;
                profileId?: string | undefined;
                /** @description `parked`: waits until this service knows the person */
                status?: "parked" | "running" | "ended" | undefined;
                /** @description The same as `status` */
                state?: "parked" | "running" | "ended" | undefined;
                /** @description How it ended */
                outcome?: string | undefined;
                /** @description Of this version */
                version?: number | undefined;
                /** @description Started at or after this moment */
                from?: string | undefined;
                /** @description Started before this moment */
                to?: string | undefined;
                /** @description `summary` leaves out `data` */
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
                    "application/json": components["schemas"]["RunList"];
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
    startRun: {
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
                 *       "profileId": "01942d3a-7c00-7000-8000-00000000a11a",
                 *       "data": {
                 *         "orderNumber": "50314"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    profileId: string;
                    /** @description For the steps, under `run.data`. Without it: `{}` */
                    data?: {
                        [key: string]: unknown;
                    };
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
                    "application/json": components["schemas"]["Run"];
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
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: string;
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
                    "application/json": components["schemas"]["TracedRun"];
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
    cancelRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                runId: string;
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
                    "application/json": components["schemas"]["Run"];
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
    listDefinitions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                kind?: "journey" | undefined;
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
                /** @description Only these types, a comma list, of: `journey.run_started.v1`, `journey.step_entered.v1`, `journey.run_ended.v1`, `journey.message_planned.v1`, `journey.feedback_planned.v1`, `journey.traits_planned.v1`, `journey.event_planned.v1`, `journey.erasure_confirmed.v1`, `journey.restriction_confirmed.v1`, `journey.export_prepared.v1`, `journey.work_acknowledged.v1`, `journey.work_canceled.v1`, `journey.work_done.v1`, `journey.work_escalated.v1`, `journey.work_opened.v1`, `journey.work_overdue.v1`, `journey.work_reassigned.v1` */
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
                /** @description Only these types, a comma list, of: `journey.run_started.v1`, `journey.step_entered.v1`, `journey.run_ended.v1`, `journey.message_planned.v1`, `journey.feedback_planned.v1`, `journey.traits_planned.v1`, `journey.event_planned.v1`, `journey.erasure_confirmed.v1`, `journey.restriction_confirmed.v1`, `journey.export_prepared.v1`, `journey.work_acknowledged.v1`, `journey.work_canceled.v1`, `journey.work_done.v1`, `journey.work_escalated.v1`, `journey.work_opened.v1`, `journey.work_overdue.v1`, `journey.work_reassigned.v1` */
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
                 *         "journey.run_started.v1"
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
