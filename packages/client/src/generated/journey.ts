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
         * @description Scope: `journey:read`.
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
         * @description Scope: `journey:read`.
         */
        get: operations["getJourney"];
        /**
         * Publish a version of a journey, or save a draft
         * @description A version never changes. The same content again answers the version that it already is. `publish=false` keeps what is sent as a draft, answers 202 and changes nothing else. From now on people enter by the new version; runs under way finish with the version they began with. 400 names what has not the form of a journey, 422 everything that is wrong with its meaning. `warnings` say what other services lack for it.
         *
         *     Scope: `journey:write`.
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
         *     Scope: `journey:write`.
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
         * @description Scope: `journey:read`.
         */
        get: operations["getJourneyDraft"];
        put?: never;
        post?: never;
        /**
         * Throw the draft of a journey away
         * @description Scope: `journey:write`.
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
         *     Scope: `journey:write`.
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
         * @description Scope: `journey:write`.
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
         *     Scope: `journey:write`.
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
         *     Scope: `journey:write`.
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
         *     Scope: `journey:read`.
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
         * @description Scope: `journey:read`.
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
         *     Scope: `journey:read`.
         */
        get: operations["listRuns"];
        put?: never;
        /**
         * Start a run for a person
         * @description Answers at once. Of a person who is not known here yet the run waits until they are; if nobody comes it ends as `profile_not_seen`. Entry conditions, hold-out and re-entry count here too: who may not enter gets a run that ends as `not_entered`, and its trace says why.
         *
         *     Scope: `journey:write`.
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
         * @description Scope: `journey:read`.
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
         * @description Scope: `journey:write`.
         */
        post: operations["cancelRun"];
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
         *     Scope: `journey:read`.
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
         * @description Scope: `journey:read`.
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
         * @description Scope: `journey:write`.
         */
        post: operations["cancelJob"];
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
         * @description Scope: `journey:read`.
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
         * @description Scope: `journey:read`.
         */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Give it up for good
         * @description Scope: `journey:write`.
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
         * @description Scope: `journey:write`.
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
        };
        Alive: {
            ok: boolean;
        };
        AllCondition: {
            all: components["schemas"]["Condition"][];
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
        /** @description A condition over what is known of one person. */
        Condition: components["schemas"]["AllCondition"] | components["schemas"]["AnyCondition"] | components["schemas"]["NotCondition"] | components["schemas"]["PathCondition"] | components["schemas"]["SegmentCondition"] | components["schemas"]["DidCondition"] | components["schemas"]["MessageCondition"] | components["schemas"]["ConsentCondition"] | components["schemas"]["PermissionCondition"] | components["schemas"]["SequenceCondition"] | components["schemas"]["AccountCondition"];
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
        DidCondition: {
            did: string;
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
        MessageCondition: {
            message: string;
            /** @enum {string} */
            state: "accepted" | "sent" | "delivered" | "read" | "clicked" | "replied" | "failed" | "dropped" | "expired";
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
        Problem: {
            /** @description A URN made of the code */
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
        RedrivenDeadLetter: {
            id: string;
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
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description `true` lists those that are archived, and only these */
                archived?: "true" | "false";
                /** @description `summary` leaves out `definition` */
                fields?: "all" | "summary";
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
                version?: number;
            };
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string;
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
                publish?: "true" | "false";
            };
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string;
                /** @description `*`: only if there is nothing yet; without If-Match */
                "If-None-Match"?: string;
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
                "If-Match"?: string;
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
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
                "If-None-Match"?: string;
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
                "If-Match"?: string;
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
                "If-Match"?: string;
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
                "If-Match"?: string;
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
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
                "If-Match"?: string;
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
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
                "Idempotency-Key"?: string;
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
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listJourneyVersions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description `summary` leaves out `definition` */
                fields?: "all" | "summary";
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
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "startedAt" | "-startedAt";
                profileId?: string;
                /** @description `parked`: waits until this service knows the person */
                status?: "parked" | "running" | "ended";
                /** @description The same as `status` */
                state?: "parked" | "running" | "ended";
                /** @description How it ended */
                outcome?: string;
                /** @description Of this version */
                version?: number;
                /** @description Started at or after this moment */
                from?: string;
                /** @description Started before this moment */
                to?: string;
                /** @description `summary` leaves out `data` */
                fields?: "all" | "summary";
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
                "Idempotency-Key"?: string;
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
                "Idempotency-Key"?: string;
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
    listJobs: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "id" | "-id";
                /** @description Only of this kind, such as `import.people` */
                kind?: string;
                state?: "queued" | "running" | "succeeded" | "failed" | "canceled";
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
                "Idempotency-Key"?: string;
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
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "id" | "-id";
                consumerGroup?: string;
                eventType?: string;
                errorCode?: string;
                /** @description First seen at or after this moment */
                from?: string;
                /** @description First seen before this moment */
                to?: string;
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
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    discardDeadLetter: {
        parameters: {
            query?: {
                reason?: string;
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
                "Idempotency-Key"?: string;
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
}
