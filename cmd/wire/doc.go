// Package wire holds every request and answer of whole runs against the vendors' API descriptions; it has tests only.
package wire
