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
         * @description Takes calls of the Segment family of clients: any content type, compressed (gzip, deflate, br) or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
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
         * @description Takes calls of the Segment family of clients: any content type, compressed (gzip, deflate, br) or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
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
    "/v1/events/{messageId}": {
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
         * Take one event out of the history of whose it is, for good
         * @description It is in no timeline any more, and no condition and no computed trait counts it; traits that it has taught are what all else says. Its `messageId` stays known, so that it does not come back when it is sent again. Identifiers that it has linked stay (`removeIdentifier`), as do consents that came with it and what journeys and messages have done because of it. Who reads the log finds it there until the log forgets.
         *
         *     Scope: `profile:write`. Staff: `manager`, `admin`.
         */
        delete: operations["deleteEvent"];
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
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
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
         * @description Takes calls of the Segment family of clients: any content type, compressed (gzip, deflate, br) or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
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
         * @description Takes calls of the Segment family of clients: any content type, compressed (gzip, deflate, br) or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
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
         * @description Takes calls of the Segment family of clients: any content type, compressed (gzip, deflate, br) or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
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
         *     Scope: `profile:read`. Staff: `admin`.
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
         * @description Takes calls of the Segment family of clients: any content type, compressed (gzip, deflate, br) or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
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
         * @description Takes calls of the Segment family of clients: any content type, compressed (gzip, deflate, br) or not. The key may be the user name of Basic, a Bearer token, `X-Write-Key` or, last, `writeKey` in the body. Answered with 200 when it is stored and applied (with 202 when the log has it, if the operator has chosen `INGEST_MODE=log`); a `messageId` that was applied before changes nothing.
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
         * @description The identifier is normalised as on the way in, so that any spelling of an address finds its owner. With `Accept: application/x-ndjson` it answers every item that was written since `updatedSince`, one a line, by the order of that, as it is now. Lines that hold `nextCursor` are no items: an export goes on behind the last one that was read, and is whole once one has said `end`. An item may come again, none is passed over. Who was merged has a line with `removed` and `canonicalId`, who was erased one with `removed` alone.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
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
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`.
         */
        put: operations["putProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find people by identifiers that stand in no address
         * @description Answers each identifier in its order, with who carries it. Each is normalised as on the way in, so that any spelling of an address finds its owner; what can be no identifier is nobody’s. Addresses that only a publishable key has named are not matched. Nothing is stored.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
         */
        post: operations["lookupProfiles"];
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
         * A person, by any id they ever had, as they are or as they were known
         * @description The id of somebody who was merged answers the survivor; `canonicalId` is the id to use from now on. With `at` they are as they were known then, `asOf` says how far that is known: whoever was merged later is somebody of their own then, and who was split off later has been so always. `revision` and `restricted` are those of now. Identifiers are those that they still have; nobody is shown by one that was taken from them.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `admin`. Whoever is of a partner reaches the people about whom a unit of theirs has open work.
         */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change traits of a person
         * @description Scope: `profile:write`. Staff: `agent`, `manager`, `admin`.
         */
        patch: operations["updateProfile"];
        trace?: never;
    };
    "/v1/profiles/{profileId}/identifiers/{type}/{value}": {
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
         * Take an identifier from somebody whose it is not
         * @description In any spelling, as `getProfile` shows them. It leads to nobody from then on, and the next event that names it says whose it is; one that several people share goes on being that of the others, and is that of the only one who has it still. Traits, events and permissions stay as they are: `splitProfile` gives somebody else what happened under it, and `updateProfile` removes a trait of the same value. The last identifier is refused with `identifier_last`.
         *
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`.
         */
        delete: operations["removeIdentifier"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profileId}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Split somebody off who was taken for the same person
         * @description Names identifiers that are somebody else’s. One that a merge has brought goes with all that the merge has brought, under the id that it had; any other goes alone, and what its events say goes with it. Where all that the person had of their own is named, whoever was merged into them is split off instead. Events, traits, consents and segments of both are those that each would have had. With `dryRun` it answers what would be, and changes nothing. Events that name both are those of the one whom their foremost identifier belongs to; a later event that names both joins them again.
         *
         *     Scope: `profile:write`. Staff: `manager`, `admin`.
         */
        post: operations["splitProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `admin`. Whoever is of a partner reaches the people about whom a unit of theirs has open work.
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
    "/v1/profiles/{profileId}/traits/{name}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a trait of a person was known to be, newest first, and what said so
         * @description Each value that became known, from when until when it was known, and its source; one that never held, as something newer was known already, says what it lost to. What only says again what is known is no entry. The id of somebody who was merged answers what they were until then, and the survivor since. Of somebody who was split off it answers what is theirs, also of the time while they were taken for one with another. Of a computed trait the value of now is known, and what was stated under its name.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `admin`. Whoever is of a partner reaches the people about whom a unit of theirs has open work.
         */
        get: operations["listTraitHistory"];
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
         *     Scope: `profile:write`. Staff: `manager`, `admin`.
         */
        post: operations["mergeProfiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-identifiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Identifiers that several people share, and that join nobody
         * @description What two people with a `user_id` each have used is shared, and what has led to six e-mail addresses or telephone numbers within 30 days without a `user_id`.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["listSharedIdentifiers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shared-identifiers/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End that an identifier is shared: it is one person’s, or nobody’s
         * @description With `profileId` it leads to this person from now on; without, the next event that names it says whose it is. Everybody else loses it, 200 people at most in one call: while `isMore` it stays shared, and the same call goes on. What happened stays with whom it happened to; `mergeProfiles` joins the anonymous person to somebody. Once it is used by several people again, it is shared again.
         *
         *     Scope: `profile:write`. Staff: `manager`, `admin`.
         */
        post: operations["releaseSharedIdentifier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["listAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{accountKey}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An account as it is now
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["getAccount"];
        /**
         * Make an account or add to one
         * @description What is not named stays; null removes a trait or the parent. Group calls make and change accounts too: of each trait the newest value counts, by the time of the event or of this request. 422 `account_circle` for a parent that stands below the account.
         *
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`.
         */
        put: operations["putAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{accountKey}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is, was or will be in an account, by profile id
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["listAccountMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{accountKey}/members/{profileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say what a person is in an account
         * @description In the time from `validFrom` to `validTo`; what they were before and after stays. Of a time of which two requests speak the latest counts. Group calls make people members too, where they are none, with no role.
         *
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`.
         */
        put: operations["putMembership"];
        post?: never;
        /**
         * A person leaves an account
         * @description From now on; what was still to begin is taken back, and what they were stays known. Whoever has left already stays as they are.
         *
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`.
         */
        delete: operations["endMembership"];
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
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
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
         * @description Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
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
         * @description Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
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
         * @description Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["getSegment"];
        /**
         * Publish a version of a segment, or save a draft
         * @description A version never changes. The same content again answers the version that it already is. `publish=false` keeps what is sent as a draft, answers 202 and changes nothing else. The new version is evaluated for everybody at once, or shortly after where there are many people. `warnings` name segments that its condition refers to and nobody has published.
         *
         *     Scope: `profile:write`. Staff: `admin`.
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
         *     Scope: `profile:write`. Staff: `admin`.
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
         * @description Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["getSegmentDraft"];
        put?: never;
        post?: never;
        /**
         * Throw the draft of a segment away
         * @description Scope: `profile:write`. Staff: `admin`.
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
         * @description Scope: `profile:read`. Staff: `manager`, `admin`.
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
    "/v1/segments/{key}/members/{profileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put a person on the list of a segment
         * @description Of a segment whose condition looks at its list (`{ "listed": "<key>" }`), else 409 `segment_not_listed`. They enter at once where they fulfil the rest of it and allow its purpose. Again changes nothing.
         *
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`.
         */
        put: operations["putSegmentMember"];
        post?: never;
        /**
         * Take a person from the list of a segment
         * @description They leave at once. Whoever is not on the list stays as they are.
         *
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`.
         */
        delete: operations["removeSegmentMember"];
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
         *     Scope: `profile:write`. Staff: `admin`.
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
         * @description Scope: `profile:write`. Staff: `admin`.
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
         *     Scope: `profile:write`. Staff: `admin`.
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
         *     Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
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
         * @description Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
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
    "/v1/computed-traits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest version of every computed trait, by key
         * @description Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listComputedTraits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a computed trait in its newest or a named version
         * @description Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["getComputedTrait"];
        /**
         * Publish a version of a computed trait, or save a draft
         * @description A version never changes. The same content again answers the version that it already is. `publish=false` keeps what is sent as a draft, answers 202 and changes nothing else. Its value stands in `traits.<key>` of everybody for whom an event counts, in place of what was stated under that name, and nobody can state it (409 `trait_computed`). It is worked out for everybody at once, or shortly after where there are many people; then with each event, and at the moment at which time alone changes it.
         *
         *     Scope: `profile:write`. Staff: `admin`.
         */
        put: operations["putComputedTrait"];
        post?: never;
        /**
         * Take a computed trait out of use, with its draft
         * @description As `archiveComputedTrait` does, and its draft is thrown away; `restoreComputedTrait` brings it back. Again changes nothing. 409 `computed_trait_in_use` while others name it; `listComputedTraitUses` says who. Nobody has its value any more; what was stated under its name is seen again.
         *
         *     Scope: `profile:write`. Staff: `admin`.
         */
        delete: operations["deleteComputedTrait"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits/{key}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a computed trait out of use
         * @description It can be read and restored, and nobody can name it any more. 409 `computed_trait_in_use` while others name it; `listComputedTraitUses` says who. Nobody has its value any more; what was stated under its name is seen again.
         *
         *     Scope: `profile:write`. Staff: `admin`.
         */
        post: operations["archiveComputedTrait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits/{key}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the draft of a computed trait
         * @description Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["getComputedTraitDraft"];
        put?: never;
        post?: never;
        /**
         * Throw the draft of a computed trait away
         * @description Scope: `profile:write`. Staff: `admin`.
         */
        delete: operations["discardComputedTraitDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits/{key}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish the draft of a computed trait
         * @description Where there is no draft, nothing is to be published: the newest version is answered.
         *
         *     Scope: `profile:write`. Staff: `admin`.
         */
        post: operations["publishComputedTrait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits/{key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived computed trait back as it was
         * @description Scope: `profile:write`. Staff: `admin`.
         */
        post: operations["restoreComputedTrait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits/{key}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish an old version of a computed trait again
         * @description It becomes the next version; nothing of the history is lost.
         *
         *     Scope: `profile:write`. Staff: `admin`.
         */
        post: operations["rollbackComputedTrait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits/{key}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who names a computed trait, so that it cannot be archived
         * @description As far as this service has heard of what the others publish.
         *
         *     Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listComputedTraitUses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/computed-traits/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of a computed trait, the newest first
         * @description Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
         */
        get: operations["listComputedTraitVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/profiles/{profileId}/computed-traits/{key}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a person has a computed trait, or has none
         * @description From how many events of which time it was worked out. `reason` says why there is no value: `restricted`, `not_allowed` (the purpose), `nothing_counts`, `no_values`, `too_many_values`, `out_of_range`, `archived`; `under_way` where it is being worked out for everybody and has not come to this person.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["explainComputedTrait"];
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
         *     Scope: `profile:read`. A publishable key with a person token may call it. Staff: nobody.
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
         *     Scope: `profile:impersonate`. Staff: nobody.
         */
        post: operations["issuePersonToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person allows now, by purpose, and the records that led there
         * @description Scope: `profile:read`. A publishable key with a person token may call it. Staff: `agent`, `manager`, `admin`.
         */
        get: operations["listConsents"];
        /**
         * Record what a person says to a purpose, with its proof
         * @description When it is answered, the person has left every segment of a purpose that they do not allow any more, and is in those of one that they allow now. Of several decisions the latest holds, by its own time; records stay for ever.
         *
         *     Scope: `profile:write`. A publishable key with a person token may call it. Staff: `agent`, `manager`, `admin`.
         */
        put: operations["putConsent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether what is known of people may be used for purposes, and why
         * @description Each person with each purpose. A purpose that needs consent (`settings.purposes` of the workspace) is allowed by a grant that holds; one that needs none ends with an objection. Of an id that nobody has nothing is allowed.
         *
         *     Scope: `profile:read`. A publishable key with a person token may call it. Staff: `agent`, `manager`, `admin`.
         */
        post: operations["checkConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/my": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is known of a person, what is open for them, what they allow and why they got something
         * @description For a publishable key with a person token: exactly this person. In German or English, by `Accept-Language`, else by the language of the person. It says nothing of others: what other people use as well (a shared device, an address) is left out, and of accounts only what this person is in them. Segments and computed traits are there as far as the person allows what they are for; of whoever is restricted all that was said is shown, and none of these.
         *
         *     Scope: `profile:read`. A publishable key with a person token may call it. Staff: nobody.
         */
        get: operations["getMyData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who was forgotten, the newest first
         * @description What stays of each is an id that leads nowhere, and how many rows went.
         *
         *     Scope: `profile:read`. Staff: `admin`.
         */
        get: operations["listErasures"];
        put?: never;
        /**
         * Have a person forgotten by all services, for good
         * @description A job over all services. From the answer on nobody is known by the id and the identifiers of the person; within seconds each service removes the rest and confirms it. What comes later and is of before is refused, as are events of a publishable key that name the person while the log may still hold something (`logUntil`); a secret key or the token of a person makes a new person. Asked again of the same id, it answers how far that is (`getErasure`). With a person token that was issued within the last 15 minutes (403 `person_not_verified` otherwise) it is about this person, whom the body need not name.
         *
         *     Scope: `profile:write`. A publishable key with a person token may call it. Staff: `admin`.
         */
        post: operations["requestErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/erasures/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an erasure has come, with the receipts of the services
         * @description Scope: `profile:read`. Staff: `admin`.
         */
        get: operations["getErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exports that were asked for, the newest first
         * @description They can be looked at for 30 days after their end, and go with the person.
         *
         *     Scope: `profile:read`. Staff: `admin`.
         */
        get: operations["listExports"];
        put?: never;
        /**
         * Have everything about a person put together, from all services
         * @description A job over all services: each writes what it keeps of the person, under all ids and identifiers that they have or had. Asked again while one is under way, it answers that one. With a person token that was issued within the last 15 minutes (403 `person_not_verified` otherwise) it is about this person, and the body may be empty. 409 `export_needs_blob_store` where the operator has set no `BLOB_STORE`.
         *
         *     Scope: `profile:write`. A publishable key with a person token may call it. Staff: `admin`.
         */
        post: operations["requestExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/exports/{exportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an export has come, and where it is fetched
         * @description With a person token: one of this person alone.
         *
         *     Scope: `profile:read`. A publishable key with a person token may call it. Staff: `admin`.
         */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/exports/{exportId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch an export: once, within 24 hours
         * @description A ZIP: `index.de.html` and `index.en.html` say which data there are, what for, who is given them and how long they are kept; `index.json` says the same to programs; each service has a file (`profile.json`). It counts as fetched once its last byte was written: where the connection breaks off, fetch it again from the beginning. 409 while it is put together (`export_not_ready`) or fetched by somebody else (`export_being_fetched`), 410 once it was fetched (`export_fetched`) or 24 hours are over (`export_expired`). With a person token: one of this person, with a token of the last 15 minutes.
         *
         *     Scope: `profile:write`. A publishable key with a person token may call it. Staff: `admin`.
         */
        get: operations["downloadExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/forgotten/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let identifiers of somebody who was erased be known again
         * @description For somebody who wants to be a customer again at once: pages and imports may name them again. Nothing that was erased comes back by itself.
         *
         *     Scope: `profile:write`. Staff: `admin`.
         */
        post: operations["liftForgotten"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is processed of people, what for, for whom and for how long
         * @description For the record of processing (Art. 30 GDPR): every table of all five services that holds people, as their declarations say it, with the days for which this workspace keeps it, by the retention of profile’s operator. In German or English by `locale`, else by `Accept-Language`; `Accept: text/markdown` answers tables to keep or to hand on. Who is responsible, and the legal basis, are yours to add.
         *
         *     Scope: `profile:read`. Staff: `admin`.
         */
        get: operations["getProcessingRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/restrictions/{profileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether what is known of a person is only kept, and which services obey
         * @description Scope: `profile:read`. Staff: `admin`.
         */
        get: operations["getRestriction"];
        /**
         * Have what is known of a person kept and not used (Art. 18 GDPR)
         * @description From the answer on the person is in no segment, and contexts say nothing of them. Within seconds messaging sends them nothing (`restricted`), journeys take them into nothing and their runs stand still, nobody is asked for feedback, and no figure counts them. What comes is still kept. Asked again, it answers how far that is.
         *
         *     Scope: `profile:write`. Staff: `admin`.
         */
        put: operations["putRestriction"];
        post?: never;
        /**
         * Let what is known of a person be used again
         * @description Segments are judged anew, runs go on: what was due meanwhile is due now.
         *
         *     Scope: `profile:write`. Staff: `admin`.
         */
        delete: operations["removeRestriction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest version of every calendar, by key
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["listCalendars"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a calendar in its newest or a named version
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["getCalendar"];
        /**
         * Publish a version of a calendar, or save a draft
         * @description A version never changes. The same content again answers the version that it already is. `publish=false` keeps what is sent as a draft, answers 202 and changes nothing else. Units and staff name it by its key. Business time is what passes within its hours and on no holiday of it, in elapsed time: an hour that the clocks skip counts nothing, one that they repeat twice. All services follow within seconds.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        put: operations["putCalendar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{key}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a calendar out of use
         * @description It can be read and restored, and nobody can name it any more. 409 `calendar_in_use` while others name it; `listCalendarUses` says who. 409 while units or staff name it.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        post: operations["archiveCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{key}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the draft of a calendar
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["getCalendarDraft"];
        put?: never;
        post?: never;
        /**
         * Throw the draft of a calendar away
         * @description Scope: `workspace:manage`. Staff: `admin`.
         */
        delete: operations["discardCalendarDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{key}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish the draft of a calendar
         * @description Where there is no draft, nothing is to be published: the newest version is answered.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        post: operations["publishCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived calendar back as it was
         * @description Scope: `workspace:manage`. Staff: `admin`.
         */
        post: operations["restoreCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{key}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish an old version of a calendar again
         * @description It becomes the next version; nothing of the history is lost.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        post: operations["rollbackCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{key}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who names a calendar, so that it cannot be archived
         * @description As far as this service has heard of what the others publish.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["listCalendarUses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of a calendar, the newest first
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["listCalendarVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity-provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who logs the people of the firm in
         * @description Scope: `profile:read`. Staff: `admin`.
         */
        get: operations["getIdentityProvider"];
        /**
         * Say who logs the people of the firm in
         * @description Its tokens are taken by all services within seconds, as `Authorization: Bearer`: signed with one of its keys (`RS256`, `ES256`, `EdDSA`), issuer and audience as named here, not expired, for somebody of the directory. Keys are kept for ten minutes, and for a day while it does not answer. 409 `identity_provider_taken` where another workspace takes the same tokens.
         *
         *     Scope: `staff:impersonate`. Staff: `admin`.
         */
        put: operations["putIdentityProvider"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routing/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Who is responsible for something, and why
         * @description The responsibility that names the most wins; where none fits it is the unit at the top. Of a unit somebody who works in it is named: who knows the language and the channel, works now and, with `profileId`, who always meets this person. Whoever is absent is stood in for by their deputies; where a unit has nobody, by who leads a unit above it. Nothing is stored. 422 `unit_missing` where the workspace has no unit.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `admin`.
         */
        post: operations["resolveOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the people of the firm
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
         */
        get: operations["listStaff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue a token with which somebody of the firm calls
         * @description For firms without an identity provider: whoever has logged them in gives it to them. Sent as `Authorization: Bearer` to every service; what it may do follows from their roles, as the directory knows them at each call. The first one may be known to the other services a moment later. Revoking the key that signs them (`listKeys`, the scope `staff:impersonate`) ends all.
         *
         *     Scope: `staff:impersonate`. Staff: nobody.
         */
        post: operations["issueStaffToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staffId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read somebody of the directory
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
         */
        get: operations["getStaff"];
        /**
         * Put somebody of the firm into the directory, or change them
         * @description The id is chosen by you, a UUID. All services follow within seconds, also in what the roles allow. Whoever leaves gets a `validTo`. 409 `staff_email_taken` where somebody else has the address.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        put: operations["putStaff"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest version of every unit, by key
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["listUnits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a unit in its newest or a named version
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["getUnit"];
        /**
         * Publish a version of a unit, or save a draft
         * @description A version never changes. The same content again answers the version that it already is. `publish=false` keeps what is sent as a draft, answers 202 and changes nothing else. All services follow within seconds. A unit belongs to one that there is, and never to itself over others.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        put: operations["putUnit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{key}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a unit out of use
         * @description It can be read and restored, and nobody can name it any more. 409 `unit_in_use` while others name it; `listUnitUses` says who. Nobody can be put into it any more; 409 while staff or other units are in it.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        post: operations["archiveUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{key}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the draft of a unit
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["getUnitDraft"];
        put?: never;
        post?: never;
        /**
         * Throw the draft of a unit away
         * @description Scope: `workspace:manage`. Staff: `admin`.
         */
        delete: operations["discardUnitDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{key}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish the draft of a unit
         * @description Where there is no draft, nothing is to be published: the newest version is answered.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        post: operations["publishUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived unit back as it was
         * @description Scope: `workspace:manage`. Staff: `admin`.
         */
        post: operations["restoreUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{key}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish an old version of a unit again
         * @description It becomes the next version; nothing of the history is lost.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        post: operations["rollbackUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{key}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who names a unit, so that it cannot be archived
         * @description As far as this service has heard of what the others publish.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["listUnitUses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of a unit, the newest first
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `analyst`, `admin`.
         */
        get: operations["listUnitVersions"];
        put?: never;
        post?: never;
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
         * @description Scope: `keys:manage`. Staff: `admin`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key, or register the public half of your own key pair
         * @description The secret is shown this once; only its hash is stored. A key grants no more than the key that makes it may do; registering a key pair for person tokens needs `profile:impersonate`.
         *
         *     Scope: `keys:manage`. Staff: `admin`.
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
         *     Scope: `keys:manage`. Staff: `admin`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        /**
         * Say what a key is called, and when it ends
         * @description What is not named stays. Who lets a key live longer grants it anew, so they need its scopes themselves (403 `scope_not_held`); what was revoked or has expired stays so (409 `key_ended`), and the last key that can manage keys is not ended sooner (409 `last_key`). The successor of a key (`rotateKey`) is called like it.
         *
         *     Scope: `keys:manage`. Staff: `admin`.
         */
        patch: operations["updateKey"];
        trace?: never;
    };
    "/v1/keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a key a successor that may do the same, and let both count for a while
         * @description The new key has an id and a secret of its own, shown this once; the former one expires when the overlap is over. Where a key had an end, its successor lives as long. The successor grants no more than the key that calls may do.
         *
         *     Scope: `keys:manage`. Staff: `admin`.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test-clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What time it is in the workspace
         * @description In a live workspace, and in a test workspace that has never moved its clock, it is the real time.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        get: operations["getTestClock"];
        put?: never;
        /**
         * Move the clock of a test workspace forward
         * @description All services follow within a second or so, and the clock goes on from there. What falls due on the way runs in that order, each at its own moment: waits and windows of journeys, segments that time changes, messages for later, invitations that expire. Credentials, leases, counted days and retention stay with the real time. 403 `clock_of_live_workspace` where the workspace is live; 422 `clock_backwards`, and `clock_too_far` beyond ten years in all.
         *
         *     Scope: `workspace:manage`. Staff: `admin`.
         */
        post: operations["moveTestClock"];
        delete?: never;
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
         * @description Scope: `workspace:manage`. Staff: `admin`.
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
         *     Scope: `workspace:manage`. Staff: `admin`.
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
        /** All workspaces, newest first */
        get: operations["listWorkspaces"];
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
    "/v1/workspaces/{key}": {
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
         * Delete a suspended workspace from all services, for good
         * @description A job over all services: each deletes every row of the workspace, what it holds of it elsewhere, and has the log forget its states. Nothing takes it back: it cannot be resumed, its key is given to no other workspace, and what comes of it later is taken by nobody. Asked again, it answers how far that is (`getWorkspaceDeletion`).
         */
        delete: operations["deleteWorkspace"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{key}/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the deletion of a workspace has come
         * @description This, without anything personal, is what stays of a workspace.
         */
        get: operations["getWorkspaceDeletion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say how much a workspace may use a day
         * @description In place of what was said before; what is not named has no bound. A day is one of the workspace’s time zone. All services follow within seconds, and the workspace sees it in `getWorkspace`, where it cannot change it.
         */
        put: operations["putQuotas"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a suspended workspace go on
         * @description What was due meanwhile runs now; messages that have expired are dropped as `expired`.
         */
        post: operations["resumeWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workspaces/{workspaceId}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a workspace
         * @description Within seconds all services refuse its keys, tokens and survey links (403 `workspace_suspended`), send nothing from it and let its timers wait. Events that still arrive are kept, unsubscribing works, nothing is lost.
         */
        post: operations["suspendWorkspace"];
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
         *     Scope: `profile:read`. Staff: `manager`, `analyst`, `admin`.
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
         *     Scope: `profile:read`. Staff: `manager`, `admin`.
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
         *     With a person token: `profile.consent_changed.v1`, `profile.segment_entered.v1`, `profile.segment_left.v1`, about that person.
         *
         *     Scope: `profile:read`. A publishable key with a person token may call it. Staff: `manager`, `admin`.
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
         *     Scope: `profile:read`. Staff: `admin`.
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
         * @description Scope: `profile:read`. Staff: `admin`.
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
         * @description Scope: `profile:write`. Staff: `admin`.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What there is to do, from all services, by due time
         * @description What another service has opened is here within seconds of it; `service` says which one changes it. Staff see what is their own and that of the units they reach.
         *
         *     Scope: `profile:read`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
         */
        get: operations["listWork"];
        put?: never;
        /**
         * Give somebody something to do
         * @description Whoever is responsible for it gets it, with the way that led there in `because`. What is not done in time is overdue, and goes up: to whoever leads the unit, then the unit above it, and so on, each time that nobody takes it on.
         *
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`.
         */
        post: operations["openWork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work/{workId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one piece of work, of whichever service
         * @description Scope: `profile:read`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
         */
        get: operations["getWork"];
        put?: never;
        post?: never;
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
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
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
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
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
         *     Scope: `profile:write`. Staff: `agent`, `manager`, `admin`. Agents reach what is of their unit, managers that of their unit and those below it; whoever is of a partner reaches no more than what is of this partner.
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
         *     `people`: a row is `{ identifiers: [{ type, value }, …], traits }`; the first identifier finds or makes the person as in `putProfile`, and none joins people. As CSV `identifiers.<type>` and `traits.<name>`: `identifiers.user_id,identifiers.email,traits.plan,traits.age:number`.
         *
         *     `consents`: a row is the body of `putConsent`, in which `identifier` may name the person in the place of `profileId`; as CSV `identifier.type`, `identifier.value`, `purpose`, `state`, `proof.noticeKey`, … . `unchanged` is what holds already; its proof is kept all the same.
         *
         *     `segment_members`: a row is `{ segment, profileId | identifier: { type, value }, listed }` and puts somebody who is known on the list of a segment, or takes them from it (`listed: false`). As CSV: `segment,identifier.type,identifier.value` or `segment,profileId`, and `listed:boolean`.
         *
         *     Scope: `profile:write`. Staff: `admin`.
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
         *     Scope: `profile:read`. Staff: `admin`.
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
         * @description Scope: `profile:read`. Staff: `admin`.
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
         * @description Scope: `profile:read`. Staff: `admin`.
         */
        get: operations["getWebhook"];
        /**
         * Have events posted to an endpoint
         * @description Standard Webhooks: each event is posted with `webhook-id`, `webhook-timestamp` and `webhook-signature`, at least once, and in order for each person. The secret is answered when the webhook is made, and never again. At most 1000 in a workspace, whose filters have 5000 comparisons together.
         *
         *     Scope: `profile:write`. Staff: `admin`.
         */
        put: operations["putWebhook"];
        post?: never;
        /**
         * Post nothing more; once this is answered, nothing arrives
         * @description A call that is under way is waited for, up to 14 seconds.
         *
         *     Scope: `profile:write`. Staff: `admin`.
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
         *     Scope: `profile:read`. Staff: `admin`.
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
         * @description Scope: `profile:write`. Staff: `admin`.
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
         *     Scope: `profile:write`. Staff: `admin`.
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
         * @description Scope: `profile:write`. Staff: `admin`.
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
         *     Scope: `profile:write`. Staff: `admin`.
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
         *     Scope: `profile:read`. Staff: `admin`.
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
         *     Scope: `profile:read`. Staff: `admin`.
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
         * How many events the workspace has used, day by day
         * @description A day is one of the workspace’s time zone, with 23 or 25 hours where the clocks are set. Counted with what it counts, in one transaction: once, whatever dies or is repeated. Kept for 13 months.
         *
         *     Scope: `profile:read`. Staff: `admin`.
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
         * How many events each workspace has used today, the newest workspace first
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
         * How many events a workspace has used, day by day
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
         * @description Scope: `profile:read`. Staff: `admin`.
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
         * @description Scope: `profile:read`. Staff: `admin`.
         */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Give it up for good
         * @description Scope: `profile:write`. Staff: `admin`.
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
         * @description Scope: `profile:write`. Staff: `admin`.
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
        AccessKey: {
            id: string;
            /** @enum {string} */
            kind: "secret" | "publishable" | "person";
            publicKey: {
                [key: string]: unknown;
            } | null;
            scopes: string[];
            origins: string[];
            unit: string | null;
            /** @description What whoever manages keys calls it */
            label: string | null;
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            revokedAt: string | null;
        };
        AccessKeyList: {
            items: components["schemas"]["AccessKey"][];
            nextCursor: string | null;
        };
        Account: {
            accountKey: string;
            /** @description Also the ETag; grows with every change */
            version: number;
            /** @description Traits by name. */
            traits: {
                [key: string]: unknown;
            };
            parent: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        AccountList: {
            items: components["schemas"]["Account"][];
            nextCursor: string | null;
        };
        /** @description The period that holds, else the next one, else the last */
        AccountMember: {
            profileId: string;
            roles: string[];
            /** Format: date-time */
            validFrom: string;
            /** @description Null where it has no end */
            validTo: string | null;
        };
        AccountMemberList: {
            items: components["schemas"]["AccountMember"][];
            nextCursor: string | null;
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
        Calendar: {
            key: string;
            version: number;
            timeZone: string;
            hours: {
                days: number[];
                from: string;
                to: string;
            }[];
            holidays: {
                /** Format: date */
                date: string;
                name: string;
            }[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
        };
        CalendarItem: {
            key: string;
            version: number;
            timeZone: string;
            hours: {
                days: number[];
                from: string;
                to: string;
            }[];
            holidays?: {
                /** Format: date */
                date: string;
                name: string;
            }[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
        };
        CalendarItemList: {
            items: components["schemas"]["CalendarItem"][];
            nextCursor: string | null;
        };
        CalendarUses: {
            items: components["schemas"]["DefinitionUse"][];
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
        ClaimNames: {
            /** @description Holds the id in the directory */
            staffId?: string;
            /** @description Holds the e-mail address in the directory; `email_verified` is true, or is not there */
            email?: string;
            /** @description Holds id or key of the workspace, where several share issuer and audience */
            workspace?: string;
            /** @description Holds the roles, a text or a list; without it those of the directory count */
            roles?: string;
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
        ComputedTrait: {
            key: string;
            version: number;
            name: string;
            /**
             * @description What is worked out of the events that count
             * @enum {string}
             */
            compute: "count" | "sum" | "avg" | "min" | "max" | "first" | "last" | "most_frequent" | "unique_list" | "recency" | "frequency" | "monetary";
            /** @description The name of the events that were tracked */
            event: string;
            /** @description A path below their properties, such as `order.total` */
            property?: string;
            /** @description A condition over `event` alone; without it each event of the name counts. */
            where?: {
                [key: string]: unknown;
            };
            /** @description For how long an event counts */
            within?: string;
            /**
             * @description Only events of the period that is under way count, in the time zone of the workspace
             * @enum {string}
             */
            calendar?: "day" | "week" | "month" | "year";
            purpose: string;
            /**
             * @description `ready` once this version has been worked out for everybody
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
        ComputedTraitExplanation: {
            /** @description What they have now; null where they have no value */
            value: unknown;
            /**
             * @description Why they have it, or none
             * @enum {string}
             */
            reason: "worked_out" | "archived" | "restricted" | "not_allowed" | "nothing_counts" | "no_values" | "too_many_values" | "out_of_range" | "under_way";
            /** @description The same in words */
            because: string;
            /** @description Whether the person allows what it is for; if not, nothing of their past is looked at */
            purpose: {
                name: string;
                allowed: boolean;
                because: string;
            };
            /** @description How many events count */
            events: number;
            /** @description How many values these have */
            values: number;
            /** @description Behind which moment events count; null for all that ever happened */
            since: string | null;
            /** @description When the oldest of them happened */
            oldest: string | null;
            /** @description When the newest of them happened */
            newest: string | null;
            /** @description When this may change if nothing else happens */
            until: string | null;
        };
        ComputedTraitItem: {
            key: string;
            version: number;
            name: string;
            /**
             * @description What is worked out of the events that count
             * @enum {string}
             */
            compute: "count" | "sum" | "avg" | "min" | "max" | "first" | "last" | "most_frequent" | "unique_list" | "recency" | "frequency" | "monetary";
            /** @description The name of the events that were tracked */
            event: string;
            /** @description A path below their properties, such as `order.total` */
            property?: string;
            /** @description A condition over `event` alone; without it each event of the name counts. */
            where?: {
                [key: string]: unknown;
            };
            /** @description For how long an event counts */
            within?: string;
            /**
             * @description Only events of the period that is under way count, in the time zone of the workspace
             * @enum {string}
             */
            calendar?: "day" | "week" | "month" | "year";
            purpose: string;
            /**
             * @description `ready` once this version has been worked out for everybody
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
        ComputedTraitItemList: {
            items: components["schemas"]["ComputedTraitItem"][];
            nextCursor: string | null;
        };
        ComputedTraitUses: {
            items: components["schemas"]["DefinitionUse"][];
        };
        Consent: {
            profileId: string;
            purpose: string;
            /**
             * @description What holds now
             * @enum {string}
             */
            state: "granted" | "denied" | "withdrawn" | "objected" | "expired";
            /**
             * Format: date-time
             * @description Since when
             */
            occurredAt: string;
            /** @description Until when a grant holds; null where it has no end */
            expiresAt: string | null;
            /** @description Two people who turned out to be one had said different things; the no of them holds, ask again */
            conflict: boolean;
            /** @description Its records, the newest first; where they do not fit in one page, the next one goes on with them */
            history: {
                id: string;
                /** @enum {string} */
                state: "granted" | "denied" | "withdrawn" | "objected" | "expired";
                /**
                 * Format: date-time
                 * @description When it was decided; of a merge, when the later of both was
                 */
                occurredAt: string;
                /** Format: date-time */
                recordedAt: string;
                expiresAt: string | null;
                /**
                 * @description `device`: a page has reported it with an event (`context.consent.categoryPreferences`); `merge` and `expiry` follow from other records; `restored`: the database was, and this held as it was published before. None of these has a proof of its own
                 * @enum {string}
                 */
                source: "api" | "person" | "device" | "merge" | "expiry" | "restored";
                /** @description The id that it was recorded for, before any merge */
                originId: string;
                /** @description Of a merge: who turned out to be this person */
                absorbedId: string | null;
                identifier: {
                    type: string;
                    value: string;
                } | null;
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
                } | null;
            }[];
        };
        ConsentChecks: {
            items: {
                profileId: string;
                purpose: string;
                allowed: boolean;
                /** @description Null where nothing was ever said, which is neither a yes nor a no */
                state: ("granted" | "denied" | "withdrawn" | "objected" | "expired") | null;
                because: string;
            }[];
        };
        ConsentList: {
            items: components["schemas"]["Consent"][];
            nextCursor: string | null;
        };
        Context: {
            profileId: string;
            locale: string | null;
            timeZone: string | null;
            /** @description Traits by name. */
            traits: {
                [key: string]: unknown;
            };
            /** @description Those whose purpose the person allows */
            segments: string[];
            /** @description What the person has said to purposes; of one that is not there nothing was said */
            consents: {
                [key: string]: "granted" | "denied" | "withdrawn" | "objected" | "expired";
            };
        };
        CreatedKey: {
            id: string;
            /** @enum {string} */
            kind: "secret" | "publishable" | "person";
            /** @description Shown this once; a person key has none */
            secret?: string;
            scopes: string[];
            origins: string[];
            /** @description Whose things alone it reaches; null for a key of the whole workspace */
            unit: string | null;
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
        DeletionReceipt: {
            /** @enum {string} */
            service: "profile" | "journey" | "messaging" | "feedback" | "analytics";
            /**
             * Format: date-time
             * @description When nothing of the workspace was left in its database
             */
            at: string;
            /** @description How many rows, by table */
            counts: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description Until when records of the workspace may still stand in the topics of this service
             */
            logUntil: string;
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
        Erasure: {
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
            /**
             * Format: date-time
             * @description When it was asked for
             */
            startedAt: string;
            /** Format: date-time */
            endedAt?: string;
            /** @description The id that the person had; it leads nowhere any more */
            profileId: string;
            /** @enum {string} */
            mode: "erase" | "anonymise";
            /** @description As it was given */
            reason?: string;
            /** @description Of the services that have erased the person; of all five once it has succeeded */
            receipts: components["schemas"]["ErasureReceipt"][];
        };
        ErasureList: {
            items: components["schemas"]["Erasure"][];
            nextCursor: string | null;
        };
        ErasureReceipt: {
            /** @enum {string} */
            service: "profile" | "journey" | "messaging" | "feedback" | "analytics";
            /**
             * Format: date-time
             * @description When nothing of the person was left in its database
             */
            at: string;
            /** @description How many rows, by table */
            counts: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description Until when records of the person may still stand in the topics of this service
             */
            logUntil: string;
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
        Export: {
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
            /** @description The id that the person had when it was asked for */
            profileId: string;
            /** @description Of the services that have written theirs; of all five once it has succeeded */
            parts: components["schemas"]["ExportPart"][];
            /** @description Where it is fetched, once and until then; absent before it is ready and once it is gone */
            archive?: {
                href: string;
                /** Format: date-time */
                expiresAt: string;
            };
            /** Format: date-time */
            fetchedAt?: string;
        };
        ExportList: {
            items: components["schemas"]["Export"][];
            nextCursor: string | null;
        };
        ExportPart: {
            /** @enum {string} */
            service: "profile" | "journey" | "messaging" | "feedback" | "analytics";
            /**
             * Format: date-time
             * @description When it was written
             */
            at: string;
            /** @description How many rows, by table */
            counts: {
                [key: string]: number;
            };
            /** @description Rows may be missing: the service had not yet heard of everything */
            isBehind: boolean;
            /** @description The code of what kept the service from writing */
            failure?: string;
        };
        IdentityProvider: {
            version: number;
            issuer: string;
            audience: string;
            jwksUri: string;
            algorithms: string[];
            claims: {
                staffId?: string;
                email?: string;
                workspace?: string;
                roles?: string;
            };
            roleNames: {
                [key: string]: string;
            };
            /** Format: date-time */
            updatedAt: string;
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
        Lifted: {
            /** @description How many of them were forgotten */
            lifted: number;
        };
        ListedWorkspace: {
            /** @description What the workspace decided for all services, with the defaults that hold */
            settings?: components["schemas"]["WorkspaceSettings"];
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
            /** @description Since when the operator has it suspended; null where it is not */
            suspendedAt: string | null;
            /** @description What the operator allows it a day, in its time zone; null: as much as it likes */
            quotas: {
                /**
                 * @description Events that profile accepts
                 * @default null
                 */
                eventsPerDay: number | null;
                /**
                 * @description Messages that messaging sends
                 * @default null
                 */
                messagesPerDay: number | null;
            };
        };
        ListedWorkspaceList: {
            items: components["schemas"]["ListedWorkspace"][];
            nextCursor: string | null;
        };
        Membership: {
            accountKey: string;
            profileId: string;
            roles: string[];
            /** Format: date-time */
            validFrom: string;
            /** @description Null where it has no end */
            validTo: string | null;
            /** @description All that the person was, is and will be in the account, in order */
            periods: {
                roles: string[];
                /** Format: date-time */
                validFrom: string;
                /** @description Null where it has no end */
                validTo: string | null;
            }[];
        };
        MyData: {
            profileId: string;
            /** @enum {string} */
            language: "de" | "en";
            known: {
                /** @description What was said of them, by name. */
                traits: {
                    [key: string]: unknown;
                };
                /** @description What was worked out of what they did, as far as they allow what it is for. */
                computedTraits: {
                    [key: string]: unknown;
                };
                identifiers: {
                    type: string;
                    value: string;
                    /** @description False for an address that only a page has named */
                    verified: boolean;
                    /** Format: date-time */
                    firstSeenAt: string;
                    /**
                     * Format: date-time
                     * @description To the hour
                     */
                    lastSeenAt: string;
                }[];
                /** @description Those that are for something that they allow */
                segments: {
                    key: string;
                    name: string;
                    purpose: string;
                }[];
                /** @description At most 200: the period that holds, else the next one, else the last */
                accounts: {
                    accountKey: string;
                    roles: string[];
                    /** Format: date-time */
                    validFrom: string;
                    validTo: string | null;
                }[];
                locale: string | null;
                timeZone: string | null;
                /**
                 * Format: date-time
                 * @description Since when anything is known
                 */
                since: string;
            };
            open: {
                /** @description What the firm has to do for them, the newest first, at most 50 */
                work: {
                    workId: string;
                    kind: string;
                    /** @enum {string} */
                    service: "profile" | "journey" | "messaging" | "feedback" | "analytics";
                    /** @enum {string} */
                    state: "open" | "acknowledged";
                    /** Format: date-time */
                    openedAt: string;
                    dueAt: string | null;
                    /** @description In words, in `language` */
                    text: string;
                }[];
                /** @description Copies of everything that are being made or wait to be fetched */
                exports: {
                    exportId: string;
                    /** @enum {string} */
                    state: "running" | "ready";
                    /** Format: date-time */
                    requestedAt: string;
                    href: string;
                }[];
            };
            allowed: {
                /** @description Since when what is known is kept and not used; null where it is used */
                restrictedSince: string | null;
                purposes: {
                    purpose: string;
                    allowed: boolean;
                    /** @description Null where nothing was ever said */
                    state: ("granted" | "denied" | "withdrawn" | "objected" | "expired") | null;
                    since: string | null;
                    expiresAt: string | null;
                    /** @description Two people who are one had said different things */
                    conflict: boolean;
                    /** @description In words, in `language` */
                    text: string;
                }[];
            };
            why: {
                /** @description What they got, the newest first, at most 50 */
                messages: {
                    messageId: string;
                    /** Format: date-time */
                    at: string;
                    /** @enum {string} */
                    state: "accepted" | "uncertain" | "sent" | "delivered" | "read" | "clicked" | "bounced";
                    channel: string;
                    class: string;
                    topic: string;
                    template: string;
                    touchpoint: string | null;
                    /** @description Which it asks to answer */
                    survey: string | null;
                    /** @description The journey that ordered it; null: the firm itself */
                    orderedBy: {
                        runId: string;
                        /** @description Null where nothing that is kept says which */
                        journey: string | null;
                        step: string | null;
                    } | null;
                    /** @description In words, in `language` */
                    text: string;
                }[];
                /** @description The journeys that they are or were in, the newest first, at most 20 */
                journeys: {
                    runId: string;
                    journey: string;
                    version: number;
                    /** Format: date-time */
                    startedAt: string;
                    endedAt: string | null;
                    /** @description What it began with; a segment only where they allow what it is for */
                    began: {
                        by: string;
                        event: string | null;
                        segment: string | null;
                    };
                    /** @description In words, in `language` */
                    text: string;
                }[];
            };
            /** @description What is never shown here; the same for everybody */
            notes: string[];
            /** @description Where there is more, and what they can do; with the same key and token */
            links: {
                /** @enum {string} */
                rel: "copy" | "erasure" | "consents" | "permissions" | "answers";
                /** @enum {string} */
                service: "profile" | "journey" | "messaging" | "feedback" | "analytics";
                operationId: string;
                /** @enum {string} */
                method: "GET" | "POST";
                /** @description Below the address of the service */
                path: string;
            }[];
        };
        Owner: {
            unit: string;
            /** @description Absent where nobody of the unit, nor above it, is available */
            staffId?: string;
            /** @description The details of `reasons`, one after the other */
            because: string;
            /** @description Every step that led there, in its order */
            reasons: components["schemas"]["OwnerReason"][];
        };
        OwnerReason: {
            /** @enum {string} */
            code: "responsible" | "unit_not_valid" | "default_unit" | "of_unit" | "absent" | "deputy" | "no_deputy" | "takes_nothing" | "unit_above" | "nobody_available" | "language_not_known" | "outside_calendar" | "calendar_unknown";
            /** @description The same for people, in English; staff by their ids alone */
            detail: string;
            unit?: string;
            staffId?: string;
            /** @description Of `deputy`: for whom they stand in */
            absentStaffId?: string;
            /** @description Of `responsible`: which one has won */
            responsibility?: components["schemas"]["Responsibility"];
            /** @description Chosen by you: small letters, digits, `_` and `-` */
            calendar?: string;
            /**
             * Format: date-time
             * @description Of `outside_calendar`: when work begins again
             */
            opensAt?: string;
        };
        PersonToken: {
            token: string;
            /** Format: date-time */
            expiresAt: string;
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
        ProcessingRecords: {
            /** @enum {string} */
            locale: "de" | "en";
            services: {
                /** @enum {string} */
                service: "profile" | "journey" | "messaging" | "feedback" | "analytics";
                tables: {
                    table: string;
                    /** @description What its rows are */
                    holds: string;
                    /** @enum {string} */
                    class: "people" | "interactions" | "runs" | "messages" | "permissions" | "answers" | "facts" | "work" | "technical" | "audit";
                    /** @description What for */
                    purpose: string;
                    /** @description Who outside of the firm is given it */
                    recipients: string;
                    /** @description The columns that say something of a person */
                    personal: string[];
                    /** @description Whether a person is given its rows */
                    isExported: boolean;
                    /**
                     * @description What an erasure does with a row
                     * @enum {string}
                     */
                    erase: "delete" | "empty";
                    /** @enum {string} */
                    anonymise: "delete" | "empty";
                    /** @description Null for as long as the person, or until somebody decides */
                    keptDays: number | null;
                    /** @description The setting that says for how many hours */
                    keptHoursOf: string | null;
                }[];
            }[];
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
            /** @description The accounts that they are in, at most 200: those in which they are longest */
            accounts: {
                accountKey: string;
                roles: string[];
                /** Format: date-time */
                validFrom: string;
                /** @description When it ends, where that is known */
                validTo: string | null;
            }[];
            /** @description What is known of them is kept and not used (`putRestriction`) */
            restricted: boolean;
            /** @description What they have said to purposes; of one that is not there nothing was said */
            consents: {
                [key: string]: {
                    /** @enum {string} */
                    state: "granted" | "denied" | "withdrawn" | "objected" | "expired";
                    /** Format: date-time */
                    occurredAt: string;
                    expiresAt: string | null;
                    conflict: boolean;
                };
            };
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
            /** @description Only with `at`: how far it is known what was known then */
            asOf?: {
                /** Format: date-time */
                at: string;
                /** @description From when on nothing that was known is missing; null: since the person is known */
                completeSince: string | null;
                /** @description Traits that had happened by then, but of which nothing that is kept says when they became known */
                unexplained: string[];
                /** @description Computed traits: what they were then is not kept */
                leftOut: string[];
            };
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
            /** @description The accounts that they are in, at most 200: those in which they are longest */
            accounts: {
                accountKey: string;
                roles: string[];
                /** Format: date-time */
                validFrom: string;
                /** @description When it ends, where that is known */
                validTo: string | null;
            }[];
            /** @description What is known of them is kept and not used (`putRestriction`) */
            restricted: boolean;
            /** @description What they have said to purposes; of one that is not there nothing was said */
            consents: {
                [key: string]: {
                    /** @enum {string} */
                    state: "granted" | "denied" | "withdrawn" | "objected" | "expired";
                    /** Format: date-time */
                    occurredAt: string;
                    expiresAt: string | null;
                    conflict: boolean;
                };
            };
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
            /** @description Only with `at`: how far it is known what was known then */
            asOf?: {
                /** Format: date-time */
                at: string;
                /** @description From when on nothing that was known is missing; null: since the person is known */
                completeSince: string | null;
                /** @description Traits that had happened by then, but of which nothing that is kept says when they became known */
                unexplained: string[];
                /** @description Computed traits: what they were then is not kept */
                leftOut: string[];
            };
        };
        ProfileItemList: {
            items: components["schemas"]["ProfileItem"][];
            nextCursor: string | null;
        };
        ProfileList: components["schemas"]["ProfileItemList"];
        ProfileLookup: {
            items: {
                type: string;
                /** @description As it was sent */
                value: string;
                /** @description Who carries it, at most 10; empty where nobody does */
                profiles: components["schemas"]["Profile"][];
                /** @description Whether more people carry it: `findProfiles` lists them all */
                isMore: boolean;
            }[];
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
        RecordedConsent: {
            profileId: string;
            purpose: string;
            /**
             * @description What holds now
             * @enum {string}
             */
            state: "granted" | "denied" | "withdrawn" | "objected" | "expired";
            /**
             * Format: date-time
             * @description Since when
             */
            occurredAt: string;
            /** @description Until when a grant holds; null where it has no end */
            expiresAt: string | null;
            /** @description Two people who turned out to be one had said different things; the no of them holds, ask again */
            conflict: boolean;
            record: {
                id: string;
                /** @enum {string} */
                state: "granted" | "denied" | "withdrawn" | "objected" | "expired";
                /**
                 * Format: date-time
                 * @description When it was decided; of a merge, when the later of both was
                 */
                occurredAt: string;
                /** Format: date-time */
                recordedAt: string;
                expiresAt: string | null;
                /**
                 * @description `device`: a page has reported it with an event (`context.consent.categoryPreferences`); `merge` and `expiry` follow from other records; `restored`: the database was, and this held as it was published before. None of these has a proof of its own
                 * @enum {string}
                 */
                source: "api" | "person" | "device" | "merge" | "expiry" | "restored";
                /** @description The id that it was recorded for, before any merge */
                originId: string;
                /** @description Of a merge: who turned out to be this person */
                absorbedId: string | null;
                identifier: {
                    type: string;
                    value: string;
                } | null;
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
                } | null;
            };
        };
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
        ReleasedIdentifier: {
            type: string;
            /** @description In its normal form */
            value: string;
            /** @description Whom it leads to now; null for nobody */
            profileId: string | null;
            /** @description How many people have lost it */
            people: number;
            /** @description Whether others have it still: it is shared until it is released once more */
            isMore: boolean;
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
        Responsibility: {
            touchpoint?: string;
            topic?: string;
            segment?: string;
            account?: string;
            channel?: string;
            language?: string;
        };
        ResponsibilityInput: {
            touchpoint?: string;
            topic?: string;
            segment?: string;
            account?: string;
            channel?: string;
            language?: string;
        };
        Restriction: {
            profileId: string;
            /** @description Whether what is known of the person is only kept */
            restricted: boolean;
            /** @description Of the last change; absent where there was none */
            requestId?: string;
            /**
             * @description `succeeded` once all five services have confirmed
             * @enum {string}
             */
            state: "running" | "succeeded";
            reason?: string;
            /** Format: date-time */
            requestedAt?: string;
            /** @description Services that obey; all of them once it has succeeded */
            confirmations: {
                /** @enum {string} */
                service: "profile" | "journey" | "messaging" | "feedback" | "analytics";
                /** Format: date-time */
                at: string;
            }[];
        };
        RotatedKey: {
            id: string;
            /** @enum {string} */
            kind: "secret" | "publishable" | "person";
            /** @description Shown this once; a person key has none */
            secret?: string;
            scopes: string[];
            origins: string[];
            /** @description Whose things alone it reaches; null for a key of the whole workspace */
            unit: string | null;
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description From when on the former key is refused
             */
            formerExpiresAt: string;
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
        Segment: {
            key: string;
            version: number;
            name: string;
            /** @description A condition, see the condition language; each fault names its place by a pointer. */
            condition: {
                [key: string]: unknown;
            };
            purpose: string;
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
            /** @description Whether the person allows what the segment is for; if not, its condition is not looked at and has no leaves */
            purpose: {
                name: string;
                allowed: boolean;
                because: string;
            };
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
            purpose: string;
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
            purpose: string;
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
        SharedIdentifier: {
            type: string;
            value: string;
            /** @description Who has it, at most 20 */
            profileIds: string[];
            /** @description Whether more people have it: `findProfiles` lists them all */
            isMore: boolean;
            /** @description The anonymous person who has the events that name nothing else; null while there were none */
            anonymousId: string | null;
        };
        SharedIdentifierList: {
            items: components["schemas"]["SharedIdentifier"][];
            nextCursor: string | null;
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
        Split: {
            dryRun: boolean;
            /** @description The id that the person keeps */
            survivorId: string;
            /** @description Whoever was split off: the id that they had before a merge, or a new one (another one at each dry run) */
            newId: string;
            moved: {
                /** @description Events of whoever was split off */
                events: number;
                /** @description Traits that they have */
                traits: number;
                /** @description Segments that they are in */
                segments: number;
            };
            /** @description Traits that neither an event nor a request explains any more: they stay */
            unexplained: number;
            /** @description Who keeps the id, as they are then */
            survivor: {
                identifiers: {
                    type: string;
                    value: string;
                }[];
                /** @description Traits by name. */
                traits: {
                    [key: string]: unknown;
                };
                segments: string[];
                absorbedIds: string[];
            };
            /** @description Who was split off, as they are then */
            new: {
                identifiers: {
                    type: string;
                    value: string;
                }[];
                /** @description Traits by name. */
                traits: {
                    [key: string]: unknown;
                };
                segments: string[];
                absorbedIds: string[];
            };
        };
        Staff: {
            staffId: string;
            version: number;
            name: string;
            email: string;
            unit: string;
            roles: ("agent" | "manager" | "analyst" | "admin")[];
            languages: string[];
            channels: string[];
            calendar: string | null;
            capacity: number | null;
            absences: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                deputy: string | null;
            }[];
            responsibleFor: components["schemas"]["Responsibility"][];
            notify: string[];
            validFrom: string | null;
            validTo: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        StaffList: {
            items: components["schemas"]["Staff"][];
            nextCursor: string | null;
        };
        StaffToken: {
            token: string;
            /** Format: date-time */
            expiresAt: string;
        };
        TestClock: {
            /**
             * Format: date-time
             * @description What time it is in the workspace
             */
            now: string;
            /** @description How far that is ahead of the real time, in milliseconds; 0 if it was never moved */
            offsetMs: number;
            /** @description When it was moved last, by the real time */
            changedAt: string | null;
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
        TraitEntry: {
            /** @description Tells it from the others of its trait, and stays */
            id: string;
            /** @description Any JSON; null where the trait was removed */
            value: unknown;
            /** @description Since when it was known; null: for longer than anything that is kept says */
            from: string | null;
            /** @description Until when; the same as `from` where it never held, null where it still does */
            to: string | null;
            source: components["schemas"]["TraitSource"];
            /** @description What it lost to, as that had happened later */
            lostTo: {
                /** @description Any JSON; null where the trait was removed */
                value: unknown;
                source: components["schemas"]["TraitSource"];
            } | null;
            /** @description Where it came to be known by a merge */
            merge: {
                survivorId: string;
                absorbedId: string;
                /** @description The message or the request that brought it about */
                because: string | null;
            } | null;
        };
        TraitEntryList: {
            items: components["schemas"]["TraitEntry"][];
            nextCursor: string | null;
            /** @description From when on nothing is missing: older events may have been dropped by the retention of the workspace, older requests were not kept. Null: since the person is known */
            completeSince: string | null;
        };
        TraitSource: {
            /**
             * @description `unknown`: nothing that is kept says it any more, or ever did
             * @enum {string}
             */
            kind: "event" | "request" | "computed" | "unknown";
            /** @description Of an event: `getEventTrace` shows it */
            messageId: string | null;
            /** @description Of a request, by which `listAudit` says who made it, or of a row of an import */
            requestId: string | null;
            /** @description The id that the person had then, or that was named */
            profileId: string | null;
            /** @description When it happened; the newest counts, whatever became known first */
            occurredAt: string | null;
        };
        Unit: {
            key: string;
            version: number;
            name: string;
            parent: string | null;
            organisation: string | null;
            calendar: string | null;
            validFrom: string | null;
            validTo: string | null;
            responsibleFor: components["schemas"]["Responsibility"][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
        };
        UnitItem: {
            key: string;
            version: number;
            name: string;
            parent: string | null;
            organisation: string | null;
            calendar: string | null;
            validFrom: string | null;
            validTo: string | null;
            responsibleFor?: components["schemas"]["Responsibility"][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            publishedAt: string;
            /** @description Since when it is archived: nobody can name it any more, and lists leave it out; null while it is in use */
            archivedAt: string | null;
        };
        UnitItemList: {
            items: components["schemas"]["UnitItem"][];
            nextCursor: string | null;
        };
        UnitUses: {
            items: components["schemas"]["DefinitionUse"][];
        };
        Usage: {
            /** @constant */
            counts: "events";
            /** @description Whose days they are: that of the workspace, as it was on each day */
            timeZone: string;
            /** @description Each day of the period, the oldest first */
            days: {
                /** Format: date */
                day: string;
                /** @description Events that were accepted, each `messageId` once, whoever sent or ordered them */
                count: number;
            }[];
        };
        UsageOfToday: {
            /** Format: date */
            day: string;
            /** @description Events that were accepted, each `messageId` once, whoever sent or ordered them */
            count: number;
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
        WorkList: {
            items: components["schemas"]["Work"][];
            nextCursor: string | null;
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
            /** @description Since when the operator has it suspended; null where it is not */
            suspendedAt: string | null;
            /** @description What the operator allows it a day, in its time zone; null: as much as it likes */
            quotas: {
                /**
                 * @description Events that profile accepts
                 * @default null
                 */
                eventsPerDay: number | null;
                /**
                 * @description Messages that messaging sends
                 * @default null
                 */
                messagesPerDay: number | null;
            };
        };
        WorkspaceDeletion: {
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
            /**
             * Format: date-time
             * @description When it was asked for
             */
            startedAt: string;
            /** Format: date-time */
            endedAt?: string;
            workspaceId: string;
            /** @description The key that the workspace had; no other one is given it */
            key: string;
            /** @description Of the services that have deleted it; of all five once it has succeeded */
            receipts: components["schemas"]["DeletionReceipt"][];
        };
        WorkspaceQuotas: {
            /**
             * @description Events that profile accepts
             * @default null
             */
            eventsPerDay?: number | null;
            /**
             * @description Messages that messaging sends
             * @default null
             */
            messagesPerDay?: number | null;
        };
        WorkspaceSettings: {
            /** @description Weekday on which a week begins, 1 is Monday (ISO 8601) */
            weekStart: number;
            /** @description Whether addresses are believed that come with a publishable key */
            trustPublishable: boolean;
            /** @description Whether a purpose needs consent; one that is not named needs it, `service` excepted */
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
                writeKey?: string | undefined;
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
    deleteEvent: {
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
            422: components["responses"]["Unprocessable"];
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
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "receivedAt" | "-receivedAt" | undefined;
                code?: string | undefined;
                /** @description Received at or after this moment */
                from?: string | undefined;
                /** @description Received before this moment */
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
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "id" | "-id" | undefined;
                /** @description `type:value`, such as `email:jane@example.org` */
                identifier?: string | undefined;
                /** @description Only members of this segment */
                segment?: string | undefined;
                /** @description `summary` leaves out `traits` */
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
                "If-Match"?: string | undefined;
                /** @description `*`: only if there is nothing yet; without If-Match */
                "If-None-Match"?: string | undefined;
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
    lookupProfiles: {
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
                 *       "identifiers": [
                 *         {
                 *           "type": "email",
                 *           "value": "jane@example.org"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    identifiers: {
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
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileLookup"];
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
    getProfile: {
        parameters: {
            query?: {
                /** @description What was known at this moment, to the millisecond; the present unless said. 404 where nobody was known by the id then */
                at?: string | undefined;
            };
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string | undefined;
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
            422: components["responses"]["Unprocessable"];
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
    removeIdentifier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                profileId: string;
                type: string;
                value: string;
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
    splitProfile: {
        parameters: {
            query?: {
                /** @description Only say what would be */
                dryRun?: "true" | "false" | undefined;
            };
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
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
                 *       "identifiers": [
                 *         {
                 *           "type": "email",
                 *           "value": "jonas@example.org"
                 *         }
                 *       ],
                 *       "reason": "Called us: the address is her husband’s"
                 *     }
                 */
                "application/json": {
                    identifiers: {
                        type: string;
                        value: string;
                    }[];
                    reason: string;
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
                    "application/json": components["schemas"]["Split"];
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
    listTimeline: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                kind?: "interaction" | "message" | "feedback" | "journey" | "segment" | "work" | undefined;
                /** @description The same as `to` */
                before?: string | undefined;
                /** @description Happened at or after this moment */
                from?: string | undefined;
                /** @description Happened before this moment */
                to?: string | undefined;
                /** @description `summary` leaves out `data` */
                fields?: "all" | "summary" | undefined;
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
    listTraitHistory: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
            };
            header?: never;
            path: {
                profileId: string;
                name: string;
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
                    "application/json": components["schemas"]["TraitEntryList"];
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
                "Idempotency-Key"?: string | undefined;
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
    listSharedIdentifiers: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "type" | "-type" | undefined;
                type?: string | undefined;
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
                    "application/json": components["schemas"]["SharedIdentifierList"];
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
    releaseSharedIdentifier: {
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
                 *       "identifier": {
                 *         "type": "phone",
                 *         "value": "+49 30 901820"
                 *       },
                 *       "reason": "The office has moved: the number is somebody else’s now"
                 *     }
                 */
                "application/json": {
                    /** @description In any spelling */
                    identifier: {
                        type: string;
                        value: string;
                    };
                    /**
                     * Format: uuid
                     * @description Who has it from now on, by any id that they ever had
                     */
                    profileId?: string;
                    /** @description Why; kept in the ledger of identities */
                    reason: string;
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
                    "application/json": components["schemas"]["ReleasedIdentifier"];
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
    listAccounts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "createdAt" | "-createdAt" | undefined;
                /** @description Those directly below this one */
                parent?: string | undefined;
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
                    "application/json": components["schemas"]["AccountList"];
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
    getAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string | undefined;
            };
            path: {
                /** @description Chosen by you, exactly as it is written: the `groupId` of group calls */
                accountKey: string;
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
                    "application/json": components["schemas"]["Account"];
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
    putAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
                /** @description `*`: only if there is nothing yet; without If-Match */
                "If-None-Match"?: string | undefined;
            };
            path: {
                /** @description Chosen by you, exactly as it is written: the `groupId` of group calls */
                accountKey: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "traits": {
                 *         "name": "Weiß & Söhne GmbH",
                 *         "seats": 12,
                 *         "plan": "plus"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description Traits by name; null removes one.. Without it: `{}` */
                    traits?: {
                        [key: string]: unknown;
                    };
                    /** @description The account that it belongs to; null: none */
                    parent?: string | null;
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
                    "application/json": components["schemas"]["Account"];
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
                    "application/json": components["schemas"]["Account"];
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
    listAccountMembers: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "profileId" | "-profileId" | undefined;
                /** @description Those with this role in the period that is shown: the one that holds, else the next one, else the last */
                role?: string | undefined;
                /** @description Those who are in it now, those who will be, or those who have left */
                state?: "current" | "coming" | "ended" | undefined;
            };
            header?: never;
            path: {
                /** @description Chosen by you, exactly as it is written: the `groupId` of group calls */
                accountKey: string;
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
                    "application/json": components["schemas"]["AccountMemberList"];
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
    putMembership: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by you, exactly as it is written: the `groupId` of group calls */
                accountKey: string;
                profileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "roles": [
                 *         "customer"
                 *       ],
                 *       "validFrom": "2026-01-01T00:00:00+01:00"
                 *     }
                 */
                "application/json": {
                    /** @description All that the person is in the account in this time. Without it: `[]` */
                    roles?: string[];
                    /**
                     * Format: date-time
                     * @description From now on where it is not there
                     */
                    validFrom?: string;
                    /**
                     * Format: date-time
                     * @description Until when; without it until something else is said
                     */
                    validTo?: string;
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
                    "application/json": components["schemas"]["Membership"];
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
    endMembership: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by you, exactly as it is written: the `groupId` of group calls */
                accountKey: string;
                profileId: string;
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
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listSegments: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `true` lists those that are archived, and only these */
                archived?: "true" | "false" | undefined;
                /** @description `summary` leaves out `condition` */
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
                    /**
                     * @description For what it uses what is known of people; whoever does not allow that (`putConsent`, `settings.purposes`) is not in it
                     * @default service
                     */
                    purpose?: string;
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
                    /**
                     * @description For what it uses what is known of people; whoever does not allow that (`putConsent`, `settings.purposes`) is not in it
                     * @default service
                     */
                    purpose?: string;
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
    discardSegmentDraft: {
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
    listSegmentMembers: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "profileId" | "-profileId" | undefined;
                /** @description By which version of the segment they were let in */
                version?: number | undefined;
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
    putSegmentMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
                profileId: string;
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
    removeSegmentMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
                profileId: string;
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
    publishSegment: {
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
            422: components["responses"]["Unprocessable"];
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
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    listSegmentVersions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `summary` leaves out `condition` */
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
    listComputedTraits: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `true` lists those that are archived, and only these */
                archived?: "true" | "false" | undefined;
                /** @description `summary` leaves out `where` */
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
                    "application/json": components["schemas"]["ComputedTraitItemList"];
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
    getComputedTrait: {
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
                    "application/json": components["schemas"]["ComputedTrait"];
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
    putComputedTrait: {
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
                 *       "name": "Orders in 90 days",
                 *       "compute": "count",
                 *       "event": "Order Completed",
                 *       "within": "P90D"
                 *     }
                 */
                "application/json": {
                    name: string;
                    /**
                     * @description What is worked out of the events that count
                     * @enum {string}
                     */
                    compute: "count" | "sum" | "avg" | "min" | "max" | "first" | "last" | "most_frequent" | "unique_list" | "recency" | "frequency" | "monetary";
                    /** @description The name of the events that were tracked */
                    event: string;
                    /** @description A path below their properties, such as `order.total` */
                    property?: string;
                    /** @description A condition over `event` alone; without it each event of the name counts. */
                    where?: {
                        [key: string]: unknown;
                    };
                    /** @description For how long an event counts */
                    within?: string;
                    /**
                     * @description Only events of the period that is under way count, in the time zone of the workspace
                     * @enum {string}
                     */
                    calendar?: "day" | "week" | "month" | "year";
                    /**
                     * @description For what it uses what is known of people; whoever does not allow that (`putConsent`, `settings.purposes`) has no value
                     * @default service
                     */
                    purpose?: string;
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
                    "application/json": components["schemas"]["ComputedTrait"];
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
                    "application/json": components["schemas"]["ComputedTrait"];
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
    deleteComputedTrait: {
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
    archiveComputedTrait: {
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
                    "application/json": components["schemas"]["ComputedTrait"];
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
    getComputedTraitDraft: {
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
    discardComputedTraitDraft: {
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
    publishComputedTrait: {
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
                    "application/json": components["schemas"]["ComputedTrait"];
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
                    "application/json": components["schemas"]["ComputedTrait"];
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
    restoreComputedTrait: {
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
                    "application/json": components["schemas"]["ComputedTrait"];
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
    rollbackComputedTrait: {
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
                    "application/json": components["schemas"]["ComputedTrait"];
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
    listComputedTraitUses: {
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
                    "application/json": components["schemas"]["ComputedTraitUses"];
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
    listComputedTraitVersions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `summary` leaves out `where` */
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
                    "application/json": components["schemas"]["ComputedTraitItemList"];
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
    explainComputedTrait: {
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
                    "application/json": components["schemas"]["ComputedTraitExplanation"];
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
                "Idempotency-Key"?: string | undefined;
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
    listConsents: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most records in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description Required, except with a person token */
                profileId?: string | undefined;
                purpose?: string | undefined;
                /** @description What holds now */
                state?: "granted" | "denied" | "withdrawn" | "objected" | "expired" | undefined;
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
                    "application/json": components["schemas"]["ConsentList"];
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
    putConsent: {
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
                 *       "purpose": "profiling",
                 *       "state": "granted",
                 *       "proof": {
                 *         "noticeKey": "profiling",
                 *         "noticeVersion": "2",
                 *         "noticeText": "Ja, meine Einkäufe dürfen ausgewertet werden. Ich kann das jederzeit widerrufen.",
                 *         "locale": "de",
                 *         "mechanism": "checkbox",
                 *         "occurredAt": "2026-01-22T10:00:00.000Z",
                 *         "actor": "person"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    profileId: string;
                    /** @description `analytics`, `personalisation`, `profiling`, `research`, `service`, or one of your own */
                    purpose: string;
                    /** @enum {string} */
                    state: "granted" | "denied" | "withdrawn" | "objected";
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
                    /**
                     * Format: date-time
                     * @description Until when a grant holds; without it until something else is said
                     */
                    expiresAt?: string;
                    /** @description What it was given for, where that was an address or a device */
                    identifier?: {
                        type: string;
                        value: string;
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
                    "application/json": components["schemas"]["RecordedConsent"];
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
    checkConsent: {
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
                 *       "profileIds": [
                 *         "01930f6e-0c00-7a10-8f00-3f6c1d2b4a01"
                 *       ],
                 *       "purposes": [
                 *         "profiling",
                 *         "personalisation"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Required, except with a person token */
                    profileIds?: string[];
                    purposes: string[];
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
                    "application/json": components["schemas"]["ConsentChecks"];
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
    getMyData: {
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
                    "application/json": components["schemas"]["MyData"];
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
    listErasures: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "id" | "-id" | undefined;
                /** @description Only those that all services have confirmed, or only those that some have not */
                ended?: "true" | "false" | undefined;
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
                    "application/json": components["schemas"]["ErasureList"];
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
    requestErasure: {
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
                 *       "mode": "erase",
                 *       "reason": "Request of 30 November, art. 17 (1) b GDPR"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    profileId?: string;
                    /** @description One of theirs, in any spelling */
                    identifier?: {
                        type: string;
                        value: string;
                    };
                    /**
                     * @description `erase`: everything goes, facts too. `anonymise`: what happened stays without the person, so that counts stay
                     * @default erase
                     * @enum {string}
                     */
                    mode?: "erase" | "anonymise";
                    /** @description Why, such as the request at hand; it stays, and may name nobody */
                    reason: string;
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
                    "application/json": components["schemas"]["Erasure"];
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
    getErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                requestId: string;
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
                    "application/json": components["schemas"]["Erasure"];
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
    listExports: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "id" | "-id" | undefined;
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
                    "application/json": components["schemas"]["ExportList"];
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
    requestExport: {
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
                 *       "identifier": {
                 *         "type": "user_id",
                 *         "value": "kunde-17"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    profileId?: string;
                    /** @description One of theirs, in any spelling */
                    identifier?: {
                        type: string;
                        value: string;
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
                    "application/json": components["schemas"]["Export"];
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
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exportId: string;
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
                    "application/json": components["schemas"]["Export"];
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
    downloadExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exportId: string;
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
                    "application/zip": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Gone"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    liftForgotten: {
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
                 *       "identifiers": [
                 *         {
                 *           "type": "email",
                 *           "value": "anna@example.com"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    identifiers: {
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
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lifted"];
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
    getProcessingRecords: {
        parameters: {
            query?: {
                locale?: "de" | "en" | undefined;
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
                    "application/json": components["schemas"]["ProcessingRecords"];
                    "text/markdown": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    getRestriction: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["Restriction"];
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
    putRestriction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                profileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The person contests that the address is right"
                 *     }
                 */
                "application/json": {
                    /** @description Why, for the record */
                    reason?: string;
                };
            };
        };
        responses: {
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
                    "application/json": components["schemas"]["Restriction"];
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
    removeRestriction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                profileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
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
                    "application/json": components["schemas"]["Restriction"];
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
    listCalendars: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `true` lists those that are archived, and only these */
                archived?: "true" | "false" | undefined;
                /** @description `summary` leaves out `holidays` */
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
                    "application/json": components["schemas"]["CalendarItemList"];
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
    getCalendar: {
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
                    "application/json": components["schemas"]["Calendar"];
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
    putCalendar: {
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
                 *       "timeZone": "Europe/Berlin",
                 *       "hours": [
                 *         {
                 *           "days": [
                 *             1,
                 *             2,
                 *             3,
                 *             4,
                 *             5
                 *           ],
                 *           "from": "09:00",
                 *           "to": "12:30"
                 *         },
                 *         {
                 *           "days": [
                 *             1,
                 *             2,
                 *             3,
                 *             4
                 *           ],
                 *           "from": "13:00",
                 *           "to": "17:00"
                 *         }
                 *       ],
                 *       "holidays": [
                 *         {
                 *           "date": "2026-12-25",
                 *           "name": "1. Weihnachtstag"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    timeZone: string;
                    /** @description Several on a day are possible, none overlap; a night is two: up to 24:00, and from 00:00 */
                    hours: {
                        days: number[];
                        from: string;
                        to: string;
                    }[];
                    /** @description Days on which nobody works, whatever the hours say. Without it: `[]` */
                    holidays?: {
                        /** Format: date */
                        date: string;
                        name: string;
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
                    "application/json": components["schemas"]["Calendar"];
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
                    "application/json": components["schemas"]["Calendar"];
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
    archiveCalendar: {
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
                    "application/json": components["schemas"]["Calendar"];
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
    getCalendarDraft: {
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
    discardCalendarDraft: {
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
    publishCalendar: {
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
                    "application/json": components["schemas"]["Calendar"];
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
                    "application/json": components["schemas"]["Calendar"];
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
    restoreCalendar: {
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
                    "application/json": components["schemas"]["Calendar"];
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
    rollbackCalendar: {
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
                    "application/json": components["schemas"]["Calendar"];
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
    listCalendarUses: {
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
                    "application/json": components["schemas"]["CalendarUses"];
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
    listCalendarVersions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `summary` leaves out `holidays` */
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
                    "application/json": components["schemas"]["CalendarItemList"];
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
    getIdentityProvider: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string | undefined;
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
                    "application/json": components["schemas"]["IdentityProvider"];
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
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    putIdentityProvider: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
                /** @description `*`: only if there is nothing yet; without If-Match */
                "If-None-Match"?: string | undefined;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "issuer": "https://login.shop.example",
                 *       "audience": "polyphon",
                 *       "jwksUri": "https://login.shop.example/.well-known/jwks.json",
                 *       "algorithms": [
                 *         "RS256"
                 *       ],
                 *       "claims": {
                 *         "email": "email",
                 *         "roles": "realm_access.roles"
                 *       },
                 *       "roleNames": {
                 *         "cx-agent": "agent",
                 *         "cx-lead": "manager"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uri
                     * @description As it stands in `iss`, to the letter
                     */
                    issuer: string;
                    /** @description What stands in `aud` of tokens that are meant for this workspace */
                    audience: string;
                    /** @description Where its public keys are: https, a public address, no redirect */
                    jwksUri: string;
                    /** @description Without it: `["RS256","ES256","EdDSA"]` */
                    algorithms?: ("RS256" | "ES256" | "EdDSA")[];
                    /** @description Which claim says what; dots may lead into an object. Without it: `{"email":"email"}` */
                    claims?: components["schemas"]["ClaimNames"];
                    /** @description What its names of roles stand for; where there are none, its names are ours. Without it: `{}` */
                    roleNames?: {
                        [key: string]: "agent" | "manager" | "analyst" | "admin";
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
                    "application/json": components["schemas"]["IdentityProvider"];
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
                    "application/json": components["schemas"]["IdentityProvider"];
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
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    resolveOwner: {
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
                 *       "touchpoint": "delivery",
                 *       "language": "de"
                 *     }
                 */
                "application/json": {
                    touchpoint?: string;
                    topic?: string;
                    segment?: string;
                    account?: string;
                    channel?: string;
                    language?: string;
                    /**
                     * Format: uuid
                     * @description Adds their segments, accounts and, unless it is given, their language
                     */
                    profileId?: string;
                    /**
                     * Format: date-time
                     * @description At which moment, by the directory as it is now; the present unless said
                     */
                    at?: string;
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
                    "application/json": components["schemas"]["Owner"];
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
    listStaff: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "createdAt" | "-createdAt" | undefined;
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                unit?: string | undefined;
                /** @description Of this unit or one below it, as the tree is now */
                within?: string | undefined;
                role?: "agent" | "manager" | "analyst" | "admin" | undefined;
                /** @description However it is written */
                email?: string | undefined;
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
                    "application/json": components["schemas"]["StaffList"];
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
    issueStaffToken: {
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
                 *       "staffId": "01930f6e-0c00-7a10-8f00-3f6c1d2b4a70",
                 *       "ttlSeconds": 28800
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    staffId: string;
                    /**
                     * @description At most 12 hours
                     * @default 3600
                     */
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
                    "application/json": components["schemas"]["StaffToken"];
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
    getStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string | undefined;
            };
            path: {
                staffId: string;
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
                    "application/json": components["schemas"]["Staff"];
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
    putStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
                /** @description `*`: only if there is nothing yet; without If-Match */
                "If-None-Match"?: string | undefined;
            };
            path: {
                staffId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Jörg Müßig",
                 *       "email": "joerg.muessig@shop.example",
                 *       "unit": "service",
                 *       "roles": [
                 *         "agent"
                 *       ],
                 *       "languages": [
                 *         "de"
                 *       ],
                 *       "channels": [
                 *         "email"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @description No two of a workspace have the same */
                    email: string;
                    /** @description Chosen by you: small letters, digits, `_` and `-` */
                    unit: string;
                    /** @description What they may do; without any they may do nothing yet */
                    roles: ("agent" | "manager" | "analyst" | "admin")[];
                    languages?: string[];
                    /** @description Without it: `[]` */
                    channels?: string[];
                    /** @description When they work; that of the unit unless said */
                    calendar?: string;
                    /** @description How many conversations they take at once */
                    capacity?: number;
                    absences?: {
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        /**
                         * Format: uuid
                         * @description Who stands in; somebody of the directory
                         */
                        deputy?: string;
                    }[];
                    /** @description What falls to them rather than to their unit */
                    responsibleFor?: components["schemas"]["ResponsibilityInput"][];
                    /** @description How they are told of their work: by a mail, or by an incoming webhook of theirs. Without it: `["email"]` */
                    notify?: ("email" | "webhook" | "slack" | "teams")[];
                    /** @description Incoming webhooks: secrets, which are answered nowhere. What is left out stays, null removes it. Without it: `{}` */
                    notifyUrls?: {
                        webhook?: string | null;
                        slack?: string | null;
                        teams?: string | null;
                    };
                    /** @description The first moment at which it counts; null: since ever */
                    validFrom?: string | null;
                    /** @description The first moment at which it counts no more; null: without end */
                    validTo?: string | null;
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
                    "application/json": components["schemas"]["Staff"];
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
                    "application/json": components["schemas"]["Staff"];
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
    listUnits: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `true` lists those that are archived, and only these */
                archived?: "true" | "false" | undefined;
                /** @description Only units that count at this moment, by `validFrom` and `validTo` as they say now */
                at?: string | undefined;
                /** @description `summary` leaves out `responsibleFor` */
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
                    "application/json": components["schemas"]["UnitItemList"];
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
    getUnit: {
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
                    "application/json": components["schemas"]["Unit"];
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
    putUnit: {
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
                 *       "name": "Kundendienst",
                 *       "responsibleFor": [
                 *         {
                 *           "touchpoint": "delivery",
                 *           "language": "de"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @description The unit that it belongs to; none at the top */
                    parent?: string;
                    /** @description Of a partner: which firm it is of */
                    organisation?: string;
                    /** @description When it works; may be put later */
                    calendar?: string;
                    /** @description The first moment at which it counts; null: since ever */
                    validFrom?: string | null;
                    /** @description The first moment at which it counts no more; null: without end */
                    validTo?: string | null;
                    /** @description What falls to it; the most specific one wins */
                    responsibleFor?: components["schemas"]["ResponsibilityInput"][];
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
                    "application/json": components["schemas"]["Unit"];
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
                    "application/json": components["schemas"]["Unit"];
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
    archiveUnit: {
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
                    "application/json": components["schemas"]["Unit"];
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
    getUnitDraft: {
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
    discardUnitDraft: {
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
    publishUnit: {
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
                    "application/json": components["schemas"]["Unit"];
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
                    "application/json": components["schemas"]["Unit"];
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
    restoreUnit: {
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
                    "application/json": components["schemas"]["Unit"];
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
    rollbackUnit: {
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
                    "application/json": components["schemas"]["Unit"];
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
    listUnitUses: {
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
                    "application/json": components["schemas"]["UnitUses"];
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
    listUnitVersions: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description `summary` leaves out `responsibleFor` */
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
                    "application/json": components["schemas"]["UnitItemList"];
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
    listKeys: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "createdAt" | "-createdAt" | undefined;
                kind?: "secret" | "publishable" | "person" | undefined;
                /** @description Only those that were taken back, or only the others */
                revoked?: "true" | "false" | undefined;
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
                "Idempotency-Key"?: string | undefined;
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
                    /** @description Of a secret key: it reaches what this unit and those below it own, and nothing else, as for the server of a partner */
                    unit?: string;
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
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    updateKey: {
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
                 *       "label": "Shop, backend of the checkout"
                 *     }
                 */
                "application/json": {
                    /** @description What you call it; null takes that away */
                    label?: string | null;
                    /** @description From when on it is refused, such as the end of an overlap that is drawn out or cut short; null: never */
                    expiresAt?: string | null;
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
                    "application/json": components["schemas"]["AccessKey"];
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
    rotateKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap": "P7D"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description For how long the former key counts beside the new one, such as `P1D` or `PT0S`
                     * @default P1D
                     */
                    overlap?: string;
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
                    "application/json": components["schemas"]["RotatedKey"];
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
    getTestClock: {
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
                    "application/json": components["schemas"]["TestClock"];
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
    moveTestClock: {
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
                 *       "now": "2026-12-22T10:00:00.000Z"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: date-time
                     * @description What time it shall be; later than it is
                     */
                    now: string;
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
                    "application/json": components["schemas"]["TestClock"];
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
    getWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read: 304 if nothing has changed since */
                "If-None-Match"?: string | undefined;
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
            422: components["responses"]["Unprocessable"];
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
    listWorkspaces: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "createdAt" | "-createdAt" | undefined;
                mode?: "live" | "test" | undefined;
                /** @description Only those that are suspended, or only the others */
                suspended?: "true" | "false" | undefined;
                /** @description `summary` leaves out `settings` */
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
                    "application/json": components["schemas"]["ListedWorkspaceList"];
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
    createWorkspace: {
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
    deleteWorkspace: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key": string;
            };
            path: {
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
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
                    "application/json": components["schemas"]["WorkspaceDeletion"];
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
    getWorkspaceDeletion: {
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
                    "application/json": components["schemas"]["WorkspaceDeletion"];
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
    putQuotas: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was last read */
                "If-Match"?: string | undefined;
                /** @description `*`: only if there is nothing yet; without If-Match */
                "If-None-Match"?: string | undefined;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "eventsPerDay": 100000,
                 *       "messagesPerDay": 5000
                 *     }
                 */
                "application/json": components["schemas"]["WorkspaceQuotas"];
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
    resumeWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
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
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
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
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["RateLimited"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Problem"];
        };
    };
    suspendWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer for 24 hours */
                "Idempotency-Key"?: string | undefined;
            };
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
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
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
                kind?: "calendar" | "computed_trait" | "segment" | "unit" | undefined;
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
                /** @description Only these types, a comma list, of: `profile.interaction_recorded.v1`, `profile.changed.v1`, `profile.merged.v1`, `profile.split.v1`, `profile.interactions_moved.v1`, `profile.interaction_deleted.v1`, `profile.consent_changed.v1`, `profile.segment_entered.v1`, `profile.segment_left.v1`, `profile.account_changed.v1`, `profile.membership_changed.v1`, `profile.erasure_requested.v1`, `profile.erasure_confirmed.v1`, `profile.restriction_changed.v1`, `profile.restriction_confirmed.v1`, `profile.export_prepared.v1`, `profile.work_acknowledged.v1`, `profile.work_canceled.v1`, `profile.work_done.v1`, `profile.work_escalated.v1`, `profile.work_opened.v1`, `profile.work_overdue.v1`, `profile.work_reassigned.v1` */
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
                /** @description Only these types, a comma list, of: `profile.interaction_recorded.v1`, `profile.changed.v1`, `profile.merged.v1`, `profile.split.v1`, `profile.interactions_moved.v1`, `profile.interaction_deleted.v1`, `profile.consent_changed.v1`, `profile.segment_entered.v1`, `profile.segment_left.v1`, `profile.account_changed.v1`, `profile.membership_changed.v1`, `profile.erasure_requested.v1`, `profile.erasure_confirmed.v1`, `profile.restriction_changed.v1`, `profile.restriction_confirmed.v1`, `profile.export_prepared.v1`, `profile.work_acknowledged.v1`, `profile.work_canceled.v1`, `profile.work_done.v1`, `profile.work_escalated.v1`, `profile.work_opened.v1`, `profile.work_overdue.v1`, `profile.work_reassigned.v1` */
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
    listWork: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string | undefined;
                /** @description Most items in one page; a page of large ones has fewer */
                limit?: number | undefined;
                /** @description What the list is ordered by; `-` from the last to the first */
                sort?: "due" | "-due" | "openedAt" | "-openedAt" | undefined;
                /** @description Whose it is */
                staffId?: string | undefined;
                /** @description Chosen by you: small letters, digits, `_` and `-` */
                unit?: string | undefined;
                /** @description Of this unit or one below it, as the tree is now */
                within?: string | undefined;
                state?: "open" | "acknowledged" | "done" | "canceled" | undefined;
                /** @description Only what is done or canceled, or only what is not */
                ended?: "true" | "false" | undefined;
                /** @description What has not ended and is due by this moment; `overdue` is what is late now */
                due?: "overdue" | string | undefined;
                kind?: "task" | "case" | "conversation" | "call_back" | "promise" | "insight" | "change_request" | "improvement" | "merge_candidate" | undefined;
                service?: "profile" | "journey" | "messaging" | "feedback" | "analytics" | undefined;
                /** @description About this person, under any id they ever had */
                profileId?: string | undefined;
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
                    "application/json": components["schemas"]["WorkList"];
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
    openWork: {
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
                 *       "why": "Call back about the parcel that is late",
                 *       "dueAt": "2026-12-01T15:00:00Z",
                 *       "about": {
                 *         "touchpoint": "delivery",
                 *         "language": "de"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @default task
                     * @enum {string}
                     */
                    kind?: "task" | "call_back";
                    /** @description What is to be done and why, for whoever gets it. It is about a customer only where `profileId` says whom */
                    why: string;
                    /**
                     * Format: date-time
                     * @description Until when; without it nothing waits, and it never becomes late
                     */
                    dueAt?: string;
                    /**
                     * Format: uuid
                     * @description Whom it is about
                     */
                    profileId?: string;
                    /** @description Leads to what there is to do: a URL, or a path of this service. To the work itself unless said */
                    href?: string;
                    /** @description Whose it is; whoever is responsible for what it is `about` unless said */
                    owner?: {
                        /** @description Chosen by you: small letters, digits, `_` and `-` */
                        unit?: string;
                        /** Format: uuid */
                        staffId?: string;
                    };
                    /** @description By what its owner is found, as `resolveOwner` does */
                    about?: {
                        touchpoint?: string;
                        topic?: string;
                        segment?: string;
                        account?: string;
                        channel?: string;
                        language?: string;
                    };
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
                    "application/json": components["schemas"]["Work"];
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
    getWork: {
        parameters: {
            query?: never;
            header?: never;
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
                /** @description What the rows are: `people`, `consents`, `segment_members` */
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
                 *         "profile.interaction_recorded.v1"
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
                 *       "topic": "polyphon.messaging",
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
