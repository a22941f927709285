// Package wire reads and rewrites the text forms that Okta uses: Link headers, error bodies, an org's address,
// and an app's username template. It imports the standard library only, so that its parsers fuzz fast.
package wire
