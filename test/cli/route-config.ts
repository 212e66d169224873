/** A configuration with one route, from a folder that is followed to another. */
export const ROUTE_CONFIG = `version: 1
keys:
  - version: 1
    from: env:SLUICE_KEY
audit:
  file: audit.jsonl
routes:
  - name: first
    from: { file: { path: in, follow: true } }
    policy: keep-everything
    destination: lab
    purpose: research
    to: { file: { path: out } }
    onError: quarantine
    quarantine: { file: q.jsonl }
`
