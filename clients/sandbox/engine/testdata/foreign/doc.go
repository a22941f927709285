// Package foreign lets the stand-in Okta provision into a SCIM server that somebody else wrote; it has tests only.
package foreign
