// Package clients holds what the hand-written clients of the two vendors share: a secret that never prints,
// one error type, one authorised connection, and the transport that paces, retries and refuses writes.
package clients
