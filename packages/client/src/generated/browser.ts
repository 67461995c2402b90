// Made by npm run generate from the OpenAPI documents.
import type { paths as Profile } from './profile.js'
import type { paths as Messaging } from './messaging.js'
import type { paths as Feedback } from './feedback.js'

export interface ProfileBrowserPaths {
    "/v1/alias": Pick<Profile["/v1/alias"], "parameters" | "post">;
    "/v1/batch": Pick<Profile["/v1/batch"], "parameters" | "post">;
    "/v1/group": Pick<Profile["/v1/group"], "parameters" | "post">;
    "/v1/identify": Pick<Profile["/v1/identify"], "parameters" | "post">;
    "/v1/page": Pick<Profile["/v1/page"], "parameters" | "post">;
    "/v1/screen": Pick<Profile["/v1/screen"], "parameters" | "post">;
    "/v1/track": Pick<Profile["/v1/track"], "parameters" | "post">;
    "/v1/context": Pick<Profile["/v1/context"], "parameters" | "get">;
    "/v1/consents": Pick<Profile["/v1/consents"], "parameters" | "get" | "put">;
    "/v1/consents/check": Pick<Profile["/v1/consents/check"], "parameters" | "post">;
    "/v1/my": Pick<Profile["/v1/my"], "parameters" | "get">;
    "/v1/privacy/erasures": Pick<Profile["/v1/privacy/erasures"], "parameters" | "post">;
    "/v1/privacy/exports": Pick<Profile["/v1/privacy/exports"], "parameters" | "post">;
    "/v1/privacy/exports/{exportId}": Pick<Profile["/v1/privacy/exports/{exportId}"], "parameters" | "get">;
    "/v1/privacy/exports/{exportId}/archive": Pick<Profile["/v1/privacy/exports/{exportId}/archive"], "parameters" | "get">;
    "/v1/stream": Pick<Profile["/v1/stream"], "parameters" | "get">;
}
export interface MessagingBrowserPaths {
    "/v1/permissions": Pick<Messaging["/v1/permissions"], "parameters" | "get" | "put">;
    "/v1/stream": Pick<Messaging["/v1/stream"], "parameters" | "get">;
}
export interface FeedbackBrowserPaths {
    "/v1/invitations/{token}": Pick<Feedback["/v1/invitations/{token}"], "parameters" | "get" | "post">;
    "/v1/answers": Pick<Feedback["/v1/answers"], "parameters" | "get" | "post">;
    "/v1/answers/{id}": Pick<Feedback["/v1/answers/{id}"], "parameters" | "get">;
    "/v1/stream": Pick<Feedback["/v1/stream"], "parameters" | "get">;
}
