{{/* Services are named by it, whose names are narrower than those of releases: no dots, and a letter first. */}}
{{- define "polyphon.name" -}}
{{- $name := .Values.nameOverride | default .Release.Name | replace "." "-" | trunc 40 | trimSuffix "-" -}}
{{- if not (regexMatch "^[a-z][a-z0-9-]*$" $name) -}}
{{- fail (printf "nameOverride: %q is no name of a Kubernetes service, which has small letters, digits and hyphens, and a letter first" $name) -}}
{{- end -}}
{{ $name }}
{{- end -}}

{{/* Labels of everything; of one service where it is given: (list $ "profile") */}}
{{- define "polyphon.labels" -}}
{{- $root := index . 0 -}}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ $root.Values.image.tag | default $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
{{ include "polyphon.selector" . }}
{{- end -}}

{{- define "polyphon.selector" -}}
app.kubernetes.io/name: polyphon
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
{{- with index . 1 }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end -}}

{{- define "polyphon.image" -}}
{{- $root := index . 0 -}}
{{ printf "%s/%s:%s" $root.Values.image.registry (index . 1) ($root.Values.image.tag | default $root.Chart.AppVersion) }}
{{- end -}}

{{/* A value as the text that an environment holds: YAML's numbers arrive as floats, and large ones would become 1e+08. */}}
{{- define "polyphon.text" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) -}}{{ printf "%.0f" . }}{{- else -}}{{ toString . }}{{- end -}}
{{- end -}}

{{/* Several maps of settings as one of texts; a later one wins, with `false` and 0 too, which `merge` takes for nothing. */}}
{{- define "polyphon.texts" -}}
{{- $all := dict -}}
{{- range . -}}
{{- range $key, $value := . -}}
{{- if not (kindIs "invalid" $value) -}}{{- $_ := set $all $key (include "polyphon.text" $value) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{ toJson $all }}
{{- end -}}

{{/*
The settings of a service as one map of texts: those of all, then its own, then what the chart decides. What a Secret gives
is left out, as a setting that is given twice is refused.
*/}}
{{- define "polyphon.settings" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $service := index $root.Values.services $name -}}
{{- $all := include "polyphon.texts" (list $root.Values.settings $service.settings) | fromJson -}}
{{- $_ := set $all "HOST" "0.0.0.0" -}}
{{- $_ := set $all "PORT" "8080" -}}
{{- $_ := set $all "OPS_PORT" "8081" -}}
{{- if and (eq $name "messaging") (ne (get $all "MAIL_PROVIDER") "smtp") -}}
{{- $_ := set $all "MAIL_FOLDER" "/mail" -}}
{{- end -}}
{{- if and $root.Values.blobs.claim (not (hasKey $all "BLOB_STORE")) -}}
{{- $_ := set $all "BLOB_STORE" "file:///blobs" -}}
{{- end -}}
{{- if and (hasPrefix "file:" (get $all "BLOB_STORE" | default "")) (not $root.Values.blobs.claim) -}}{{- fail "settings.BLOB_STORE names a folder, which needs a volume of all pods: blobs.claim" -}}{{- end -}}
{{- if $root.Values.topics.rules.enabled -}}
{{- if not (hasKey $service.settings "KAFKA_SASL_USERNAME") -}}
{{- $_ := set $all "KAFKA_SASL_USERNAME" (printf "%s%s" $root.Values.topics.rules.prefix $name) -}}
{{- end -}}
{{- if not (has "KAFKA_SASL_PASSWORD" $service.secrets.keys) -}}{{- fail (printf "topics.rules: services.%s.secrets.keys needs KAFKA_SASL_PASSWORD, as each service is a user of its own" $name) -}}{{- end -}}
{{- end -}}
{{- if $root.Values.origin.host -}}
{{- $_ := set $all "BASE_PATH" (printf "/%s" $name) -}}
{{- if not (hasKey $all "PUBLIC_URL") -}}
{{- $_ := set $all "PUBLIC_URL" (printf "https://%s/%s" $root.Values.origin.host $name) -}}
{{- end -}}
{{- end -}}
{{- $keys := concat $service.secrets.keys $root.Values.secrets.keys -}}
{{- if and (not (hasKey $all "KAFKA_BROKERS")) (not (has "KAFKA_BROKERS" $keys)) -}}{{- fail "settings.KAFKA_BROKERS is required" -}}{{- end -}}
{{- range $keys -}}{{- $_ := unset $all . -}}{{- end -}}
{{ toJson $all }}
{{- end -}}

{{/*
The lines of `env` of (dict "settings" … "keys" …): settings as texts, secrets as the files that they lie in. Of a text
Kubernetes would read $$ as one $, and $(NAME) as another variable.
*/}}
{{- define "polyphon.env" -}}
{{- range $key, $value := .settings }}
- name: {{ $key }}
  value: {{ $value | replace "$" "$$" | quote }}
{{- end }}
{{- range .keys | uniq | sortAlpha }}
- name: {{ . }}_FILE
  value: /run/secrets/polyphon/{{ . }}
{{- end }}
{{- end -}}

{{/*
The volume with the keys of several Secrets, (list (dict "name" … "keys" …) …): what comes first wins, as two files cannot
have one name.
*/}}
{{- define "polyphon.secrets" -}}
{{- $seen := list "" -}}
{{- $sources := list -}}
{{- range . -}}
{{- $items := list -}}
{{- range .keys -}}
{{- if not (has . $seen) -}}
{{- $seen = append $seen . -}}
{{- $items = append $items (dict "key" . "path" .) -}}
{{- end -}}
{{- end -}}
{{- if $items -}}
{{- $name := required (printf "secrets: the keys %s need the name of a Secret" (join ", " .keys)) .name -}}
{{- $sources = append $sources (dict "secret" (dict "name" $name "items" $items)) -}}
{{- end -}}
{{- end -}}
- name: secrets
  {{- if $sources }}
  projected:
    defaultMode: 0440
    sources:
      {{- toYaml $sources | nindent 6 }}
  {{- else }}
  emptyDir: {}
  {{- end }}
{{- end -}}

{{/* What a pod of ours may do, which is little. */}}
{{- define "polyphon.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "polyphon.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- define "polyphon.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}
