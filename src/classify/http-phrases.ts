/** What stands behind the numbers of HTTP's status codes (IANA, HTTP Status Code Registry), as Node has them in a module that takes long to load. */
export const HTTP_PHRASES: readonly string[] = [
  'Continue', 'Switching Protocols', 'Processing', 'Early Hints', 'OK', 'Created', 'Accepted', 'Non-Authoritative Information',
  'No Content', 'Reset Content', 'Partial Content', 'Multi-Status', 'Already Reported', 'IM Used', 'Multiple Choices',
  'Moved Permanently', 'Found', 'See Other', 'Not Modified', 'Use Proxy', 'Temporary Redirect', 'Permanent Redirect', 'Bad Request',
  'Unauthorized', 'Payment Required', 'Forbidden', 'Not Found', 'Method Not Allowed', 'Not Acceptable', 'Proxy Authentication Required',
  'Request Timeout', 'Conflict', 'Gone', 'Length Required', 'Precondition Failed', 'Payload Too Large', 'URI Too Long',
  'Unsupported Media Type', 'Range Not Satisfiable', 'Expectation Failed', "I'm a Teapot", 'Misdirected Request', 'Unprocessable Entity',
  'Locked', 'Failed Dependency', 'Too Early', 'Upgrade Required', 'Precondition Required', 'Too Many Requests',
  'Request Header Fields Too Large', 'Unavailable For Legal Reasons', 'Internal Server Error', 'Not Implemented', 'Bad Gateway',
  'Service Unavailable', 'Gateway Timeout', 'HTTP Version Not Supported', 'Variant Also Negotiates', 'Insufficient Storage',
  'Loop Detected', 'Bandwidth Limit Exceeded', 'Not Extended', 'Network Authentication Required',
]
