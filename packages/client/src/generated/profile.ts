// Made by npm run generate from openapi/profile.json.
export interface paths {
    "/sourceConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What clients of RudderStack ask for when they start
         * @description The key is the user name of Basic, a Bearer token or `writeKey` of the query, where only a publishable one has a place.
         */
        get: operations["getSourceConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alias": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a former id and a new one are the same person
         * @description Takes calls of the Segment family of clients: any content type, gzip or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
         *
         *     Scope: `profile:write`. A publishable key may call it.
         */
        post: operations["collectAlias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say many things at once
         * @description Takes calls of the Segment family of clients: any content type, gzip or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
         *
         *     Scope: `profile:write`. A publishable key may call it.
         */
        post: operations["collectBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{messageId}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of a collected event
         * @description Scope: `profile:read`.
         */
        get: operations["getEventTrace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say which group somebody belongs to
         * @description Takes calls of the Segment family of clients: any content type, gzip or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
         *
         *     Scope: `profile:write`. A publishable key may call it.
         */
        post: operations["collectGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say who somebody is
         * @description Takes calls of the Segment family of clients: any content type, gzip or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
         *
         *     Scope: `profile:write`. A publishable key may call it.
         */
        post: operations["collectIdentify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say which page somebody saw
         * @description Takes calls of the Segment family of clients: any content type, gzip or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
         *
         *     Scope: `profile:write`. A publishable key may call it.
         */
        post: operations["collectPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{writeKey}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What browser clients of the Segment family ask for when they start */
        get: operations["getSourceSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rejected-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events that were refused, newest first, and why
         * @description Nothing of what they said is kept. The newest 10,000 of 30 days are there.
         *
         *     Scope: `profile:read`.
         */
        get: operations["listRejectedEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say which screen somebody saw
         * @description Takes calls of the Segment family of clients: any content type, gzip or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
         *
         *     Scope: `profile:write`. A publishable key may call it.
         */
        post: operations["collectScreen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what somebody did
         * @description Takes calls of the Segment family of clients: any content type, gzip or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
         *
         *     Scope: `profile:write`. A publishable key may call it.
         */
        post: operations["collectTrack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find people by an identifier or a segment
         * @description The identifier is normalised as on the way in, so that any spelling of an address finds its owner. With `Accept: application/x-ndjson` it answers every item that was written since `updatedSince`, one a line, by the order of that, as it is now. Lines that hold `nextCursor` are no items: an export goes on behind the last one that was read, and is whole once one has said `end`. An item may come again, none is passed over. Who was merged has a line with `removed` and `canonicalId`.
         *
         *     Scope: `profile:read`.
         */
        get: operations["findProfiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/by/{type}/{value}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make a person or add to one, found by an identifier
         * @description Traits that are not named stay. Identifiers of different people are refused with `identifiers_conflict`.
         *
         *     Scope: `profile:write`.
         */
        put: operations["putProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A person, by any id they ever had
         * @description The id of somebody who was merged answers the survivor; `canonicalId` is the id to use from now on.
         *
         *     Scope: `profile:read`.
         */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change traits of a person
         * @description Scope: `profile:write`.
         */
        patch: operations["updateProfile"];
        trace?: never;
    };
    "/v1/profiles/{profileId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to a person on all channels, newest first
         * @description Interactions are there at once, facts of other services as soon as they arrive.
         *
         *     Scope: `profile:read`.
         */
        get: operations["listTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{survivorId}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge somebody into somebody else
         * @description The absorbed id stays valid for ever and answers the survivor.
         *
         *     Scope: `profile:write`.
         */
        post: operations["mergeProfiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profileId}/segments/{key}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a person is in a segment, or is not
         * @description Scope: `profile:read`.
         */
        get: operations["explainSegment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest version of every segment, by key
         * @description Scope: `profile:read`.
         */
        get: operations["listSegments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count who would be in a segment now
         * @description Scope: `profile:read`.
         */
        post: operations["previewSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a segment in its newest or a named version
         * @description Scope: `profile:read`.
         */
        get: operations["getSegment"];
        /**
         * Publish a version of a segment, or save a draft
         * @description A version never changes. The same content again answers the version that it already is. `publish=false` keeps what is sent as a draft, answers 202 and changes nothing else. The new version is evaluated for everybody at once, or shortly after where there are many people. `warnings` name segments that its condition refers to and nobody has published.
         *
         *     Scope: `profile:write`.
         */
        put: operations["putSegment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{key}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a segment out of use
         * @description It can be read and restored, and nobody can name it any more. 409 `segment_in_use` while others name it; `listSegmentUses` says who. Everybody who is in it leaves it, at once or shortly after; restored, it is evaluated anew.
         *
         *     Scope: `profile:write`.
         */
        post: operations["archiveSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{key}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the draft of a segment
         * @description Scope: `profile:read`.
         */
        get: operations["getSegmentDraft"];
        put?: never;
        post?: never;
        /**
         * Throw the draft of a segment away
         * @description Scope: `profile:write`.
         */
        delete: operations["discardSegmentDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{key}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is in a segment, by profile id
         * @description Scope: `profile:read`.
         */
        get: operations["listSegmentMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{key}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish the draft of a segment
         * @description Where there is no draft, nothing is to be published: the newest version is answered.
         *
         *     Scope: `profile:write`.
         */
        post: operations["publishSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived segment back as it was
         * @description Scope: `profile:write`.
         */
        post: operations["restoreSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{key}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish an old version of a segment again
         * @description It becomes the next version; nothing of the history is lost.
         *
         *     Scope: `profile:write`.
         */
        post: operations["rollbackSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{key}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who names a segment, so that it cannot be archived
         * @description As far as this service has heard of what the others publish.
         *
         *     Scope: `profile:read`.
         */
        get: operations["listSegmentUses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/segments/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of a segment, the newest first
         * @description Scope: `profile:read`.
         */
        get: operations["listSegmentVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a touchpoint needs to know of the person in front of it
         * @description For a publishable key with a person token: exactly this person, nobody else.
         *
         *     Scope: `profile:read`. A publishable key with a person token may call it.
         */
        get: operations["getContext"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/person-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue a token with which one person sees their own things
         * @description Sent as `Polyphon-Person` beside a publishable key. Your own backend may sign such tokens too.
         *
         *     Scope: `profile:impersonate`.
         */
        post: operations["issuePersonToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys of the workspace, newest first
         * @description Scope: `keys:manage`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key, or register the public half of your own key pair
         * @description The secret is shown this once; only its hash is stored. A key grants no more than the key that makes it may do; registering a key pair for person tokens needs `profile:impersonate`.
         *
         *     Scope: `keys:manage`.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}": {
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
         * Take a key back for good
         * @description The last key that can manage keys is refused with `last_key`.
         *
         *     Scope: `keys:manage`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The workspace of the credential, and what it decided
         * @description Scope: `workspace:manage`.
         */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the workspace of the credential
         * @description All services follow within seconds. Key, mode and the country of phone numbers stay as they were made: what was stored depends on them.
         *
         *     Scope: `workspace:manage`.
         */
        patch: operations["updateWorkspace"];
        trace?: never;
    };
    "/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a workspace and its first secret key
         * @description The secret is shown this once; only its hash is stored.
         */
        post: operations["createWorkspace"];
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
         *     Scope: `profile:read`.
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
         * @description Scope: `profile:read`.
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
         * @description Scope: `profile:write`.
         */
        post: operations["cancelJob"];
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
         *     `people`: a row is `{ identifiers: [{ type, value }, …], traits }`; the first identifier finds or makes the person as in `putProfile`, and none joins people. As CSV `identifiers.<type>` and `traits.<name>`: `identifiers.user_id,identifiers.email,traits.plan,traits.age:number`.
         *
         *     Scope: `profile:write`.
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
         *     Scope: `profile:read`.
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
    "/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What could not be processed, oldest first
         * @description Scope: `profile:read`.
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
         * @description Scope: `profile:read`.
         */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Give it up for good
         * @description Scope: `profile:write`.
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
         * @description Scope: `profile:write`.
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
        AccessKey: {
            id: string;
            /** @enum {string} */
            kind: "secret" | "publishable" | "person";
            publicKey: {
                [key: string]: unknown;
            } | null;
            scopes: string[];
            origins: string[];
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            revokedAt: string | null;
        };
        AccessKeyList: {
            items: components["schemas"]["AccessKey"][];
            nextCursor: string | null;
        };
        Alive: {
            ok: boolean;
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
        Collected: {
            /** @constant */
            success: true;
            /** @description Events of a batch that were refused; all others are applied */
            rejected?: {
                index: number;
                messageId: string | null;
                code: string;
                detail: string;
            }[];
        };
        Context: {
            profileId: string;
            locale: string | null;
            timeZone: string | null;
            /** @description Traits by name. */
            traits: {
                [key: string]: unknown;
            };
            segments: string[];
        };
        CreatedKey: {
            id: string;
            /** @enum {string} */
            kind: "secret" | "publishable" | "person";
            /** @description Shown this once; a person key has none */
            secret?: string;
            scopes: string[];
            origins: string[];
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
        };
        CreatedWorkspace: {
            workspace: components["schemas"]["Workspace"];
            secretKey: {
                id: string;
                secret: string;
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
        EventTrace: {
            messageId: string;
            accepted: boolean;
            /** Format: date-time */
            receivedAt: string;
            occurredAt: string | null;
            /** @description What the client said, where that was corrected */
            originalTimestamp: string | null;
            /** @description By how much the clock of the client was corrected */
            skewMs: number;
            identifiers: {
                type: string;
                value: string;
                /** @enum {string} */
                verdict: "matched" | "linked" | "created" | "blocked" | "over_limit" | "ambiguous" | "unverified";
            }[];
            /** @description The id that this person has now */
            profileId: string | null;
            segmentsEntered: string[];
            segmentsLeft: string[];
            /** @description What could not be taken as it was sent, at most 20 */
            warnings: components["schemas"]["Warning"][];
            /** @description Why the event was refused */
            code: string | null;
            detail: string | null;
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
        PersonToken: {
            token: string;
            /** Format: date-time */
            expiresAt: string;
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
        Profile: {
            id: string;
            /** @description The id that this person has now; differs from the one asked for after a merge */
            canonicalId: string;
            identifiers: {
                type: string;
                value: string;
                /** @description False for an address that only a publishable key has named: it is neither written to nor matched */
                verified: boolean;
                /** Format: date-time */
                firstSeenAt: string;
                /**
                 * Format: date-time
                 * @description To the hour
                 */
                lastSeenAt: string;
            }[];
            /** @description Traits by name. */
            traits: {
                [key: string]: unknown;
            };
            segments: string[];
            locale: string | null;
            timeZone: string | null;
            /** @description Ids of profiles that turned out to be this person */
            absorbedIds: string[];
            /** @description Also the ETag */
            revision: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ProfileItem: {
            id: string;
            /** @description The id that this person has now; differs from the one asked for after a merge */
            canonicalId: string;
            identifiers: {
                type: string;
                value: string;
                /** @description False for an address that only a publishable key has named: it is neither written to nor matched */
                verified: boolean;
                /** Format: date-time */
                firstSeenAt: string;
                /**
                 * Format: date-time
                 * @description To the hour
                 */
                lastSeenAt: string;
            }[];
            /** @description Traits by name. */
            traits?: {
                [key: string]: unknown;
            };
            segments: string[];
            locale: string | null;
            timeZone: string | null;
            /** @description Ids of profiles that turned out to be this person */
            absorbedIds: string[];
            /** @description Also the ETag */
            revision: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ProfileItemList: {
            items: components["schemas"]["ProfileItem"][];
            nextCursor: string | null;
        };
        ProfileList: components["schemas"]["ProfileItemList"];
        RedrivenDeadLetter: {
            id: string;
        };
        RejectedEvent: {
            id: string;
            /** @description Null where none could be read, or a whole request was refused */
            messageId: string | null;
            /** Format: date-time */
            receivedAt: string;
            /** @description The field to blame, within the event */
            pointer: string;
            code: string;
            detail: string;
            /** @description The key that it was sent with */
            keyId: string | null;
        };
        RejectedEventList: {
            items: components["schemas"]["RejectedEvent"][];
            nextCursor: string | null;
        };
        Segment: {
            key: string;
            version: number;
            name: string;
            /** @description A condition, see the condition language; each fault names its place by a pointer. */
            condition: {
                [key: string]: unknown;
            };
            /**
             * @description `ready` once this version has been evaluated for everybody
             * @enum {string}
             */
            status: "sorting" | "ready";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
        };
        SegmentExplanation: {
            holds: boolean;
            /** @description When this may change if nothing else happens */
            until: string | null;
            leaves: {
                /** @description JSON pointer into the condition */
                path: string;
                holds: boolean;
                because: string;
            }[];
        };
        SegmentItem: {
            key: string;
            version: number;
            name: string;
            /** @description A condition, see the condition language; each fault names its place by a pointer. */
            condition?: {
                [key: string]: unknown;
            };
            /**
             * @description `ready` once this version has been evaluated for everybody
             * @enum {string}
             */
            status: "sorting" | "ready";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
        };
        SegmentItemList: {
            items: components["schemas"]["SegmentItem"][];
            nextCursor: string | null;
        };
        SegmentMember: {
            profileId: string;
            version: number;
            /** Format: date-time */
            enteredAt: string;
            /** @description When this may end if nothing else happens */
            until: string | null;
        };
        SegmentMemberList: {
            items: components["schemas"]["SegmentMember"][];
            nextCursor: string | null;
        };
        SegmentPreview: {
            count: number;
            /** @description How many people there are */
            total: number;
        };
        SegmentPublication: {
            key: string;
            version: number;
            name: string;
            /** @description A condition, see the condition language; each fault names its place by a pointer. */
            condition: {
                [key: string]: unknown;
            };
            /**
             * @description `ready` once this version has been evaluated for everybody
             * @enum {string}
             */
            status: "sorting" | "ready";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
            /** @description What is no error and will still keep a mail from going out, as far as this service knows: what another service owns may be on its way. At most 20 are named */
            warnings: components["schemas"]["Warning"][];
        };
        SegmentUses: {
            items: components["schemas"]["DefinitionUse"][];
        };
        SourceConfig: {
            source: {
                id: string;
                name: string;
                writeKey: string;
                /** @constant */
                enabled: true;
                workspaceId: string;
                /** Format: date-time */
                updatedAt: string;
                config: {
                    statsCollection: {
                        errors: {
                            /** @constant */
                            enabled: false;
                        };
                        metrics: {
                            /** @constant */
                            enabled: false;
                        };
                    };
                };
                connections: unknown[];
                /** @description Clients send everything here and nothing elsewhere */
                destinations: unknown[];
            };
            /** Format: date-time */
            updatedAt: string;
        };
        SourceSettings: {
            integrations: {
                "Segment.io": {
                    apiKey: string;
                    versionSettings: {
                        version: string;
                        componentTypes: string[];
                    };
                };
            };
            plan: {
                track: {
                    __default: {
                        /** @constant */
                        enabled: true;
                    };
                };
                identify: {
                    __default: {
                        /** @constant */
                        enabled: true;
                    };
                };
                group: {
                    __default: {
                        /** @constant */
                        enabled: true;
                    };
                };
            };
            /** @constant */
            analyticsNextEnabled: true;
            /** @description Clients send no numbers about themselves */
            metrics: {
                /** @constant */
                sampleRate: 0;
            };
        };
        TimelineItemItem: {
            id: string;
            /** @enum {string} */
            kind: "interaction" | "message" | "feedback" | "journey" | "segment" | "work";
            /** Format: date-time */
            occurredAt: string;
            /** @description Type of the event, such as `messaging.message_sent.v1` */
            type: string;
            service: string;
            /** @description The data of the event. */
            data?: {
                [key: string]: unknown;
            };
        };
        TimelineItemItemList: {
            items: components["schemas"]["TimelineItemItem"][];
            nextCursor: string | null;
        };
        TimelineItemList: components["schemas"]["TimelineItemItemList"];
        TrackingBatch: {
            batch: {
                /** @description Chosen by the sender; the same one is applied once */
                messageId?: string;
                userId?: string;
                anonymousId?: string;
                /** @description Of a track call */
                event?: string;
                /** @description Of a page or screen call */
                name?: string;
                groupId?: string;
                /** @description Of an alias call */
                previousId?: string;
                /** @description What happened, in detail. */
                properties?: {
                    [key: string]: unknown;
                };
                /** @description Of the person, or of the group. */
                traits?: {
                    [key: string]: unknown;
                };
                /** @description Device, page, language, external ids. */
                context?: {
                    [key: string]: unknown;
                };
                /** @description Kept with the event. */
                integrations?: {
                    [key: string]: unknown;
                };
                /** @description When it happened; now, if left out */
                timestamp?: string;
                /** @description When it was sent by the clock of the client, which corrects `timestamp` */
                sentAt?: string;
                /** @enum {string} */
                type: "identify" | "track" | "page" | "screen" | "group" | "alias";
            }[];
            /** @description A publishable key, where no header carries one */
            writeKey?: string;
            sentAt?: string;
            /** @description Laid under the context of each event. */
            context?: {
                [key: string]: unknown;
            };
            /** @description Laid under the integrations of each event. */
            integrations?: {
                [key: string]: unknown;
            };
        };
        TrackingCall: {
            /** @description Chosen by the sender; the same one is applied once */
            messageId?: string;
            userId?: string;
            anonymousId?: string;
            /** @description Of a track call */
            event?: string;
            /** @description Of a page or screen call */
            name?: string;
            groupId?: string;
            /** @description Of an alias call */
            previousId?: string;
            /** @description What happened, in detail. */
            properties?: {
                [key: string]: unknown;
            };
            /** @description Of the person, or of the group. */
            traits?: {
                [key: string]: unknown;
            };
            /** @description Device, page, language, external ids. */
            context?: {
                [key: string]: unknown;
            };
            /** @description Kept with the event. */
            integrations?: {
                [key: string]: unknown;
            };
            /** @description When it happened; now, if left out */
            timestamp?: string;
            /** @description When it was sent by the clock of the client, which corrects `timestamp` */
            sentAt?: string;
            /** @description A publishable key, where no header carries one */
            writeKey?: string;
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
        Workspace: {
            /** @description What the workspace decided for all services, with the defaults that hold */
            settings: components["schemas"]["WorkspaceSettings"];
            /** @description Grows with each change; the ETag of `getWorkspace` and `updateWorkspace` */
            version: number;
            id: string;
            key: string;
            name: string;
            /** @enum {string} */
            mode: "live" | "test";
            timeZone: string;
            locale: string;
            defaultRegion: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        WorkspaceSettings: {
            /** @description Weekday on which a week begins, 1 is Monday (ISO 8601) */
            weekStart: number;
            /** @description Whether addresses are believed that come with a publishable key */
            trustPublishable: boolean;
            /** @description Whether a purpose needs consent; one that is not named needs it */
            purposes: {
                [key: string]: "consent" | "none";
            };
            /** @description Days for which a class of personal data is kept, in all services. Where the operator says something else by `RETENTION_DAYS`, the shorter holds */
            retention: {
                [key: string]: number;
            };
            /** @description What templates are checked for: whether German texts say Sie (formal) or du (informal) */
            lint: {
                /** @default null */
                formOfAddress: ("formal" | "informal") | null;
            };
            /** @description How many bad experiences within which time end marketing to somebody */
            strikes: {
                limit: number;
                within: string;
            };
            /** @description What pages for people look like */
            brand: {
                /** @default null */
                name: string | null;
                /** @default null */
                logoUrl: string | null;
                /** @default null */
                primaryColour: string | null;
                /** @default null */
                secondaryColour: string | null;
            };
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
        /** @description If-Match is missing */
        PreconditionRequired: {
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
    getSourceConfig: {
        parameters: {
            query?: {
                writeKey?: string;
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
                    "application/json": components["schemas"]["SourceConfig"];
                };
            };
            400: components["responses"]["BadRequest"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    collectAlias: {
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
                 *       "userId": "kunde-17",
                 *       "previousId": "b7f5"
                 *     }
                 */
                "application/json": components["schemas"]["TrackingCall"];
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
                    "application/json": components["schemas"]["Collected"];
                };
            };
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collected"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    collectBatch: {
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
                 *       "batch": [
                 *         {
                 *           "type": "identify",
                 *           "userId": "kunde-17",
                 *           "traits": {
                 *             "plan": "plus"
                 *           }
                 *         },
                 *         {
                 *           "type": "track",
                 *           "userId": "kunde-17",
                 *           "event": "Plan Changed"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TrackingBatch"];
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
                    "application/json": components["schemas"]["Collected"];
                };
            };
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collected"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getEventTrace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                messageId: string;
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
                    "application/json": components["schemas"]["EventTrace"];
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
    collectGroup: {
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
                 *       "userId": "kunde-17",
                 *       "groupId": "firma-3",
                 *       "traits": {
                 *         "name": "Straßenbau Müller GmbH"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["TrackingCall"];
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
                    "application/json": components["schemas"]["Collected"];
                };
            };
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collected"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    collectIdentify: {
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
                 *       "userId": "kunde-17",
                 *       "traits": {
                 *         "email": "aenne@example.org",
                 *         "firstName": "Änne",
                 *         "locale": "de"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["TrackingCall"];
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
                    "application/json": components["schemas"]["Collected"];
                };
            };
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collected"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    collectPage: {
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
                 *       "anonymousId": "b7f5",
                 *       "name": "Kasse",
                 *       "properties": {
                 *         "path": "/kasse"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["TrackingCall"];
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
                    "application/json": components["schemas"]["Collected"];
                };
            };
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collected"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getSourceSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                writeKey: string;
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
                    "application/json": components["schemas"]["SourceSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listRejectedEvents: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "receivedAt" | "-receivedAt";
                code?: string;
                /** @description Received at or after this moment */
                from?: string;
                /** @description Received before this moment */
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
                    "application/json": components["schemas"]["RejectedEventList"];
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
    collectScreen: {
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
                 *       "anonymousId": "b7f5",
                 *       "name": "Warenkorb"
                 *     }
                 */
                "application/json": components["schemas"]["TrackingCall"];
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
                    "application/json": components["schemas"]["Collected"];
                };
            };
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collected"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    collectTrack: {
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
                 *       "userId": "kunde-17",
                 *       "event": "Order Completed",
                 *       "properties": {
                 *         "orderId": "50314",
                 *         "total": 129.9
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["TrackingCall"];
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
                    "application/json": components["schemas"]["Collected"];
                };
            };
            /** @description Accepted; it happens shortly */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collected"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    findProfiles: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "id" | "-id";
                /** @description `type:value`, such as `email:jane@example.org` */
                identifier?: string;
                /** @description Only members of this segment */
                segment?: string;
                /** @description `summary` leaves out `traits` */
                fields?: "all" | "summary";
                /** @description Only with `Accept: application/x-ndjson`: what has been written at or after this moment, by the clock of the database */
                updatedSince?: string;
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
                    "application/json": components["schemas"]["ProfileList"];
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
    putProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string;
                /** @description `*`: only if there is nothing yet; without If-Match */
                "If-None-Match"?: string;
            };
            path: {
                type: string;
                value: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "traits": {
                 *         "firstName": "Änne",
                 *         "plan": "plus"
                 *       },
                 *       "identifiers": [
                 *         {
                 *           "type": "email",
                 *           "value": "aenne@example.org"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Traits by name; null removes one.. Without it: `{}` */
                    traits?: {
                        [key: string]: unknown;
                    };
                    /** @description Further identifiers of the same person. Without it: `[]` */
                    identifiers?: {
                        type: string;
                        value: string;
                    }[];
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
                    "application/json": components["schemas"]["Profile"];
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
                    "application/json": components["schemas"]["Profile"];
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
    getProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string;
            };
            path: {
                profileId: string;
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
                    "application/json": components["schemas"]["Profile"];
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
    updateProfile: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was last read */
                "If-Match": string;
            };
            path: {
                profileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "traits": {
                 *         "plan": "plus",
                 *         "nickname": null
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Traits by name; null removes one. */
                    traits: {
                        [key: string]: unknown;
                    };
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
                    "application/json": components["schemas"]["Profile"];
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
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listTimeline: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                kind?: "interaction" | "message" | "feedback" | "journey" | "segment" | "work";
                /** @description The same as `to` */
                before?: string;
                /** @description Happened at or after this moment */
                from?: string;
                /** @description Happened before this moment */
                to?: string;
                /** @description `summary` leaves out `data` */
                fields?: "all" | "summary";
            };
            header?: never;
            path: {
                profileId: string;
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
                    "application/json": components["schemas"]["TimelineItemList"];
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
    mergeProfiles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                survivorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "absorbedId": "019aa5c0-0000-7000-8000-000000000001",
                 *       "reason": "Called us: both accounts are hers"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    absorbedId: string;
                    reason: string;
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
                    "application/json": components["schemas"]["Profile"];
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
    explainSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                profileId: string;
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
                    "application/json": components["schemas"]["SegmentExplanation"];
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
    listSegments: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description `true` lists those that are archived, and only these */
                archived?: "true" | "false";
                /** @description `summary` leaves out `condition` */
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
                    "application/json": components["schemas"]["SegmentItemList"];
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
    previewSegment: {
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
                 *       "condition": {
                 *         "path": "traits.plan",
                 *         "op": "eq",
                 *         "value": "plus"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description A condition, see the condition language; each fault names its place by a pointer. */
                    condition: {
                        [key: string]: unknown;
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
                    "application/json": components["schemas"]["SegmentPreview"];
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
    getSegment: {
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
                    "application/json": components["schemas"]["Segment"];
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
    putSegment: {
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
                 *       "name": "Loyal customers",
                 *       "condition": {
                 *         "did": "Order Completed",
                 *         "atLeast": 3,
                 *         "within": "P90D"
                 *       }
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @description A condition, see the condition language; each fault names its place by a pointer. */
                    condition: {
                        [key: string]: unknown;
                    };
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
                    "application/json": components["schemas"]["SegmentPublication"];
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
                    "application/json": components["schemas"]["SegmentPublication"];
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
    archiveSegment: {
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
                    "application/json": components["schemas"]["Segment"];
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
    getSegmentDraft: {
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
    discardSegmentDraft: {
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
    listSegmentMembers: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "profileId" | "-profileId";
                /** @description By which version of the segment they were let in */
                version?: number;
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
                    "application/json": components["schemas"]["SegmentMemberList"];
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
    publishSegment: {
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
                    "application/json": components["schemas"]["SegmentPublication"];
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
                    "application/json": components["schemas"]["SegmentPublication"];
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
    restoreSegment: {
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
                    "application/json": components["schemas"]["Segment"];
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
    rollbackSegment: {
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
                    "application/json": components["schemas"]["SegmentPublication"];
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
    listSegmentUses: {
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
                    "application/json": components["schemas"]["SegmentUses"];
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
    listSegmentVersions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description `summary` leaves out `condition` */
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
                    "application/json": components["schemas"]["SegmentItemList"];
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
    getContext: {
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
                    "application/json": components["schemas"]["Context"];
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
    issuePersonToken: {
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
                 *       "userId": "c-1042",
                 *       "ttlSeconds": 3600
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    profileId?: string;
                    /** @description The id that your own backend knows; need not be known yet */
                    userId?: string;
                    /** @default 3600 */
                    ttlSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonToken"];
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
    listKeys: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "createdAt" | "-createdAt";
                kind?: "secret" | "publishable" | "person";
                /** @description Only those that were taken back, or only the others */
                revoked?: "true" | "false";
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
                    "application/json": components["schemas"]["AccessKeyList"];
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
    createKey: {
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
                 *       "kind": "publishable",
                 *       "origins": [
                 *         "https://shop.example"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "secret" | "publishable" | "person";
                    /** @description Those of the calling key by default, and never more; a publishable key reads and writes only */
                    scopes?: ("profile:read" | "profile:write" | "journey:read" | "journey:write" | "messaging:read" | "messaging:write" | "feedback:read" | "feedback:write" | "analytics:read" | "analytics:write" | "keys:manage" | "workspace:manage" | "profile:impersonate" | "staff:impersonate")[];
                    /** @description Browsers may use the key only from these; none: from any */
                    origins?: string[];
                    /** @description Required for kind `person` */
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
                    expiresAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
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
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
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
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string;
            };
            path?: never;
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
                    "application/json": components["schemas"]["Workspace"];
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
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateWorkspace: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was last read */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Wanderschuh GmbH",
                 *       "settings": {
                 *         "weekStart": 1,
                 *         "retention": {
                 *           "messages": 730
                 *         },
                 *         "lint": null
                 *       }
                 *     }
                 */
                "application/json": {
                    name?: string;
                    timeZone?: string;
                    locale?: string;
                    /** @description What is not named stays, what is named is replaced as a whole, null brings the default back */
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
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    createWorkspace: {
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
                 *       "key": "wanderschuh",
                 *       "name": "Wanderschuh GmbH",
                 *       "mode": "live",
                 *       "timeZone": "Europe/Berlin",
                 *       "locale": "de",
                 *       "defaultRegion": "DE"
                 *     }
                 */
                "application/json": {
                    /** @description Chosen by you: small letters, digits, `_` and `-` */
                    key: string;
                    name: string;
                    /**
                     * @description `test`: messages go to files unless configured otherwise
                     * @default live
                     * @enum {string}
                     */
                    mode?: "live" | "test";
                    timeZone?: string;
                    locale?: string;
                    /** @default null */
                    defaultRegion?: string | null;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWorkspace"];
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
    startImport: {
        parameters: {
            query: {
                /** @description What the rows are: `people` */
                kind: string;
                /** @description What is between the cells of a CSV */
                delimiter?: "comma" | "semicolon" | "tab";
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
                cursor?: string;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "line" | "-line";
                outcome?: "applied" | "unchanged" | "rejected";
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
