/** North American Numbering Plan (ATIS-0300119): neither an area nor an exchange begins with 0 or 1. */
export const PHONE = /^(?:\+?1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]?[2-9]\d{2}[ .-]?\d{4}$/
/** Of addresses in the United States, where they stand side by side. */
export const STATE = /^[A-Z]{2}$/
export const POSTAL = /^\d{5}(?:-?\d{4})?$/
