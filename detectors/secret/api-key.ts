import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

export const apiKey: PatternDetector = {
  name: 'api-key',
  class: 'other-id',
  describes:
    'Key or token of a service by its published prefix (AWS, GitHub, GitLab, Slack, Google, Stripe, OpenAI, Anthropic, npm, SendGrid and others), or after a label.',
  source:
    'AWS IAM User Guide, Unique identifiers; GitHub Docs, About authentication to GitHub (token formats); Slack API, Token types; Google Cloud, API keys; and the token pages of the other services',
  patterns: [
    { re: String.raw`\b(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA|AGPA|ANPA|ANVA|AIPA)[A-Z2-7\d]{16}\b`, prior: 0.97 },
    {
      re: String.raw`\bgh[pousr]_[A-Za-z\d]{36,}\b|\bgithub_pat_[A-Za-z\d_]{60,}\b|\bglpat-[\w-]{20,}|\bnpm_[A-Za-z\d]{36}\b|\bdop_v1_[a-f\d]{64}\b|\bhf_[A-Za-z]{34}\b|\bpypi-AgE[\w-]{50,}`,
      prior: 0.99,
    },
    { re: String.raw`\bxox[abeoprs]-[\w-]{10,}|\bxapp-\d-[\w-]{10,}|hooks\.slack\.com/services/[\w/]{20,}`, prior: 0.99 },
    { re: String.raw`\bAIza[\w-]{35}|\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{28}`, prior: 0.99 },
    {
      re: String.raw`\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z\d]{16,}\b|\bwhsec_[A-Za-z\d]{24,}\b|\bsk-(?:ant-|proj-|or-)?[A-Za-z\d_-]{20,}|\bSG\.[\w-]{16,32}\.[\w-]{16,}|\bkey-[a-f\d]{32}\b|\b(?:SK|AC)[a-f\d]{32}\b|\bshp(?:at|ca|pa|ss)_[a-fA-F\d]{32}\b`,
      prior: 0.97,
    },
    { re: String.raw`(?i)\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|sig)=(?<phi>[A-Za-z\d+/%]{40,}={0,2})`, prior: 0.95 },
    {
      re: String.raw`(?i)\b(?:api|access|secret|private|auth|client|consumer|encryption|signing|account|license|product)[ _-]?(?:key|token|secret)(?:[ _-]?id)?["']?(?: is)? ?[:=]{1,2}>? ?["']?(?<phi>[A-Za-z\d_+/=.~-]{8,})`,
      prior: 0.85,
      check: random,
    },
    {
      re: String.raw`(?i)\b(?:token|refresh_token|id_token|session|sessionid|jsessionid|cookie)["']? ?[:=] ?["']?(?<phi>[A-Za-z\d_+/=.~-]{16,})`,
      prior: 0.8,
      check: random,
    },
  ],
  examples: {
    true: [
      'key [[AKIAIOSFODNN7EXAMPLE]] in the note',
      `token [[${['ghp', '4f3c1a779be24c608d152e7a90b4c1f3Qwer'].join('_')}]]`,
      `[[${['xoxb', '2044719', 'EXAMPLEvalue'].join('-')}]]`,
      'api_key=[[4f3c1a77Be2c608dEXAMPLE]]',
      `[[${['AIza', 'SyD4f3c1a77Be2c608dEXAMPLEvalue0000'].join('')}]]`,
      'secret key: [[wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY]]',
      `[[${['sk', 'live', '4f3c1a779be24c608d15'].join('_')}]]`,
    ],
    false: [
      'token economy: reinforcement', 'key findings: none', 'session: cognitive behavioral', 'sk-in lesion', 'access key: pending',
      'SG.2 level', 'Session: 45 minutes of psychotherapy', 'private key to the house',
    ],
  },
}

/** Random text has digits among its letters; a word of prose has none. */
function random(value: string): LikelihoodRatio {
  const kinds = [/\d/, /[a-z]/, /[A-Z]/].filter((kind) => kind.test(value)).length
  return kinds >= 2 && /\d/.test(value) ? 2 : 0.02
}
